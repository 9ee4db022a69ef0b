import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.JapaneseBaseFormFilter;
import org.apache.lucene.analysis.ja.JapaneseKatakanaStemFilter;
import org.apache.lucene.analysis.ja.JapanesePartOfSpeechStopFilter;
import org.apache.lucene.analysis.ja.JapaneseTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.QueryBuilder;

/** Indexes statements, or answers questions about them, a line each: see {@code peer.rs}. */
public final class LucenePeer {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    /** As much as Kurabe gathers before it writes. */
    private static final double MEGABYTES = 64.0 * THREADS;
    private static final int BATCH = 500;
    private static final FacetsConfig FACETS = new FacetsConfig();

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("index")) {
            index(Path.of(arguments[1]), Path.of(arguments[2]));
        } else {
            answer(Path.of(arguments[1]));
        }
    }

    /** What Lucene's own Japanese analysis does, without the compounds it would leave beside their parts. */
    private static Analyzer words() {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer cut = new JapaneseTokenizer(null, true, true, JapaneseTokenizer.Mode.SEARCH);
                TokenStream words = new JapaneseBaseFormFilter(cut);
                words = new JapanesePartOfSpeechStopFilter(words, JapaneseAnalyzer.getDefaultStopTags());
                words = new CJKWidthFilter(words);
                words = new JapaneseKatakanaStemFilter(words);
                return new TokenStreamComponents(cut, new LowerCaseFilter(words));
            }
        };
    }

    private static void index(Path lines, Path folder) throws Exception {
        Analyzer words = words();
        Analyzer pairs = new CJKAnalyzer();
        FieldType frequencies = new FieldType(TextField.TYPE_NOT_STORED);
        frequencies.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        frequencies.freeze();
        IndexWriterConfig config = new IndexWriterConfig(words);
        config.setRAMBufferSizeMB(MEGABYTES);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), config);
                BufferedReader reader = Files.newBufferedReader(lines)) {
            Runnable work = () -> {
                try {
                    for (List<String> batch = next(reader); !batch.isEmpty(); batch = next(reader)) {
                        for (String line : batch) {
                            writer.addDocument(document(line.split("\t", -1), pairs, frequencies));
                        }
                    }
                } catch (Exception error) {
                    error.printStackTrace();
                    System.exit(1);
                }
            };
            List<Thread> threads = new ArrayList<>();
            for (int number = 0; number < THREADS; number++) {
                Thread thread = new Thread(work);
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            writer.commit();
        }
    }

    private static List<String> next(BufferedReader reader) throws Exception {
        List<String> batch = new ArrayList<>();
        synchronized (reader) {
            while (batch.size() < BATCH) {
                String line = reader.readLine();
                if (line == null) {
                    break;
                }
                batch.add(line);
            }
        }
        return batch;
    }

    private static Document document(String[] columns, Analyzer pairs, FieldType frequencies)
            throws Exception {
        Document document = new Document();
        document.add(new StringField("id", columns[0], Field.Store.YES));
        document.add(new StringField("municipality", columns[1], Field.Store.NO));
        document.add(new SortedSetDocValuesFacetField("municipality", columns[1]));
        document.add(new TextField("heading", columns[2], Field.Store.YES));
        document.add(new TextField("text", columns[3], Field.Store.YES));
        document.add(paired("heading_pairs", columns[2], pairs, frequencies));
        document.add(paired("text_pairs", columns[3], pairs, frequencies));
        return FACETS.build(document);
    }

    private static Field paired(String name, String text, Analyzer pairs, FieldType frequencies) {
        return new Field(name, text, frequencies) {
            @Override
            public TokenStream tokenStream(Analyzer analyzer, TokenStream reuse) {
                return pairs.tokenStream(name, text);
            }
        };
    }

    private static void answer(Path folder) throws Exception {
        DirectoryReader reader = DirectoryReader.open(FSDirectory.open(folder));
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
        SortedSetDocValuesReaderState state = new DefaultSortedSetDocValuesReaderState(reader);
        QueryBuilder words = new QueryBuilder(words());
        QueryBuilder pairs = new QueryBuilder(new CJKAnalyzer());
        BufferedReader questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] columns = line.split("\t", -1);
            boolean counted = columns[2].equals("1");
            Query query = query(columns, words, pairs);
            TopScoreDocCollector best = TopScoreDocCollector.create(10, Integer.MAX_VALUE);
            FacetsCollector all = new FacetsCollector();
            searcher.search(query, counted ? MultiCollector.wrap(best, all) : best);
            StringBuilder ids = new StringBuilder();
            for (ScoreDoc hit : best.topDocs().scoreDocs) {
                ids.append(reader.document(hit.doc).get("id")).append(' ');
            }
            int municipalities = 0;
            if (counted && best.getTotalHits() > 0) {
                municipalities = new SortedSetDocValuesFacetCounts(state, all)
                        .getTopChildren(2000, "municipality").childCount;
            }
            out.print(best.getTotalHits() + "\t" + ids.toString().trim() + "\t" + municipalities + "\n");
            out.flush();
        }
    }

    /** Words in text or headings, and pairs of letters at half their weight. */
    private static Query query(String[] columns, QueryBuilder words, QueryBuilder pairs) {
        String way = columns[0];
        BooleanQuery.Builder whole = new BooleanQuery.Builder();
        for (String word : way.equals("all") ? columns[3].split(" ") : new String[] {columns[3]}) {
            BooleanQuery.Builder places = new BooleanQuery.Builder();
            add(places, within("text", word, way, words), 1.0f);
            add(places, within("heading", word, way, words), 0.5f);
            whole.add(places.build(), Occur.MUST);
            if (way.equals("all") || way.equals("any")) {
                add(whole, pairs.createBooleanQuery("text_pairs", word), 0.5f);
                add(whole, pairs.createBooleanQuery("heading_pairs", word), 0.25f);
            }
        }
        if (!columns[1].isEmpty()) {
            whole.add(new TermQuery(new Term("municipality", columns[1])), Occur.FILTER);
        }
        return whole.build();
    }

    private static Query within(String field, String word, String way, QueryBuilder words) {
        Query query = way.equals("any")
                ? words.createBooleanQuery(field, word)
                : words.createPhraseQuery(field, word);
        return query == null ? new MatchNoDocsQuery() : query;
    }

    private static void add(BooleanQuery.Builder whole, Query part, float weight) {
        if (part != null) {
            whole.add(new BoostQuery(part, weight), Occur.SHOULD);
        }
    }
}
