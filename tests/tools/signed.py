"""Signs what schemathesis sends, as a client of the API does (RFC 9421, RFC 9530)."""

import datetime
import os
import uuid

import schemathesis
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageSignaturesException,
    HTTPSignatureKeyResolver,
    algorithms,
)
from requests.auth import AuthBase


class Keys(HTTPSignatureKeyResolver):
    def resolve_private_key(self, key_id):
        with open(os.environ["CLIENT_KEY"], "rb") as file:
            return load_pem_private_key(file.read(), password=None)


class Signature(AuthBase):
    def __call__(self, request):
        covered = ["@method", "@target-uri"]
        body = request.body or None
        if isinstance(body, str):
            body = body.encode()
        if "Idempotency-Key" in request.headers:
            covered.append("idempotency-key")
        now = datetime.datetime.now()
        try:
            HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=Keys()).sign(
                request,
                key_id=os.environ["CLIENT_ID"],
                created=now,
                expires=now + datetime.timedelta(seconds=60),
                nonce=uuid.uuid4().hex,
                covered_component_ids=covered,
                # Its digest is added and covered.
                body=body,
            )
        except HTTPMessageSignaturesException:
            # No signer signs a header with control characters: it goes out unsigned and is refused.
            pass
        return request


schemathesis.auth.set_from_requests(Signature())
