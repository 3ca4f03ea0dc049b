// An OpenID provider (the certified oidc-provider) with two people in it.
//
// node provider.mjs <port> <address of central> <seconds its clock is ahead>
import Provider from "oidc-provider";

const [port, central, ahead] = process.argv.slice(2);
const shift = Number(ahead) * 1000;
const now = Date.now.bind(Date);
if (shift !== 0) {
  Date.now = () => now() + shift;
}

const people = {
  ayse: { identity_number: "10000000146", given_name: "Ayşe", family_name: "Kaya" },
  nobody: { given_name: "Kimse", family_name: "Yok" },
};

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: "acikkapi",
      client_secret: "a secret: with / signs&",
      redirect_uris: [`${central}/edevlet/donus`],
      post_logout_redirect_uris: [`${central}/`],
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["identity_number", "given_name", "family_name"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, ...people[id] }),
  }),
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["made up"] },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
