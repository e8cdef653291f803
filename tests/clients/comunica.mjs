// Asks a SPARQL endpoint with Comunica: node comunica.mjs ADDRESS QUERY [sparql]
// Without the last word Comunica finds out by itself what answers there.
import { QueryEngine } from '@comunica/query-sparql';

const [address, query, type] = process.argv.slice(2);
const source = type ? { type, value: address } : address;
const result = await new QueryEngine().query(query, { sources: [source] });
const answer = await result.execute();
if (result.resultType === 'boolean') {
  console.log(JSON.stringify(answer));
} else {
  const rows = [];
  for await (const row of answer) {
    rows.push(
      result.resultType === 'bindings'
        ? Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]))
        : [row.subject.value, row.predicate.value, row.object.value],
    );
  }
  console.log(JSON.stringify(rows));
}
