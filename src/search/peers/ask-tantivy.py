"""Tantivy behind two pipes: documents first, then one question a line, one line of ids each. See tantivy.ts."""

import json
import re
import sys

import tantivy

analyzer = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.remove_long(60))
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.stopword("french"))
    .filter(tantivy.Filter.stemmer("french"))
    .filter(tantivy.Filter.ascii_fold())
    .build()
)
builder = tantivy.SchemaBuilder()
builder.add_text_field("id", stored=True, tokenizer_name="raw")
builder.add_text_field("all", tokenizer_name="fr")
index = tantivy.Index(builder.build())
index.register_tokenizer("fr", analyzer)

writer = index.writer(64_000_000, 1)
for line in sys.stdin:
    document = json.loads(line)
    if document is None:
        break
    writer.add_document(tantivy.Document(id=document["id"], all=document["all"]))
writer.commit()
writer.wait_merging_threads()
index.reload()
searcher = index.searcher()
print("ready", flush=True)

for line in sys.stdin:
    question = json.loads(line)
    # The signs of its query language are no words of a question.
    words = re.sub(r"\W+", " ", question["text"]).lower()
    query, _ = index.parse_query_lenient(words, ["all"])
    hits = searcher.search(query, question["most"], count=False).hits
    print(json.dumps([searcher.doc(address)["id"][0] for _, address in hits]), flush=True)
