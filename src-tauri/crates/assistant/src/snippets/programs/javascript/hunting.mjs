
const query = «query»;
rows.push(...(await ask(`${API}/v1.0/security/runHuntingQuery`, query)).results);
