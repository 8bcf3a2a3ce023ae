
console.log(JSON.stringify(rows, null, 2));
