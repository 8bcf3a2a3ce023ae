
// What the token opens. The token itself is not shown.
const { accessToken } = await requestToken();
const claims = JSON.parse(Buffer.from(accessToken.split(".")[1], "base64url").toString("utf8"));
const { tid, aud, roles, scp, exp } = claims;
console.log(JSON.stringify({ tid, aud, roles, scp, exp }, null, 2));
