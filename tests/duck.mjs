// duck.mjs MODULE QUERY: one row of a DuckDB query as comma-separated values, through
// DuckDB's module for Node, where there is no duckdb command.
const { DuckDBInstance } = await import(process.argv[2] + '/lib/index.js');
const connection = await (await DuckDBInstance.create()).connect();
const result = await connection.runAndReadAll(process.argv[3]);
console.log(result.getRows()[0].join(','));
process.exit(0);
