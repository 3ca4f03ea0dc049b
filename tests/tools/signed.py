"""Signs what schemathesis sends, as a client of the API does (RFC 9421, RFC 9530)."""

import base64
import datetime
import hashlib
import os
import uuid

import schemathesis
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms
from requests.auth import AuthBase


class Keys(HTTPSignatureKeyResolver):
    def resolve_private_key(self, key_id):
        with open(os.environ["CLIENT_KEY"], "rb") as file:
            return load_pem_private_key(file.read(), password=None)


@schemathesis.auth.set_from_requests
class Signature(AuthBase):
    def __call__(self, request):
        covered = ["@method", "@target-uri"]
        if request.body:
            body = request.body
            body = body if isinstance(body, bytes) else body.encode()
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            request.headers["Content-Digest"] = f"sha-256=:{digest}:"
            covered.append("content-digest")
        if "Idempotency-Key" in request.headers:
            covered.append("idempotency-key")
        now = datetime.datetime.now()
        HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=Keys()).sign(
            request,
            key_id=os.environ["CLIENT_ID"],
            created=now,
            expires=now + datetime.timedelta(seconds=60),
            nonce=uuid.uuid4().hex,
            covered_component_ids=covered,
        )
        return request
