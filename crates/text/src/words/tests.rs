//! What must be true of the tokens of any text, and of every word of the shipped lexicon.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::lexicon::LAST_CONTEXT;

static SHIPPED: LazyLock<Analyser> = LazyLock::new(|| Analyser::new(&Lexicon::shipped().unwrap()).unwrap());
static BARE: LazyLock<Analyser> = LazyLock::new(|| Analyser::new(&Lexicon::default()).unwrap());

/// The surfaces of `text` with bars between.
fn cut(analyser: &Analyser, text: &str) -> String {
    let text = Normalized::new(text);
    let surfaces: Vec<&str> = analyser.analyse(&text).iter().map(Token::surface).collect();
    surfaces.join("|")
}

/// Tokens tile the normalised text, parts tile their token, and the way back never runs backwards.
fn check_tiling(text: &str) {
    let text = Normalized::new(text);
    let mut end = 0;
    let mut original = 0;
    for token in SHIPPED.analyse(&text) {
        assert_eq!(token.range().start, end);
        assert!(!token.range().is_empty() && token.surface().len() == token.range().len());
        end = token.range().end;
        assert!(original <= token.original().start && token.original().start <= token.original().end);
        original = token.original().start;
        let parts: String = token.parts().map(|part| part.surface).collect();
        assert!(parts.is_empty() || parts == token.surface());
        assert!(!token.base().is_empty());
    }
    assert_eq!(end, text.text().len());
}

proptest! {
    #[test]
    fn tokens_tile_any_text(text in any::<String>()) {
        check_tiling(&text);
    }

    #[test]
    fn tokens_tile_text_like_ours(text in "[ぁ-んァ-ヶー・一-龥a-zＡ-Ｚ0-9０-９（）「」、。\n\t㍑㈱%ﾊﾞ☃]{0,200}") {
        check_tiling(&text);
    }

    #[test]
    fn tokens_tile_words_of_the_lexicon_in_any_order(
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let lexicon = Lexicon::shipped().unwrap();
        let words = picks.iter().map(|pick| pick.get(lexicon.words()).surface.as_str());
        check_tiling(&words.collect::<String>());
    }
}

#[test]
fn long_runs_do_no_harm() {
    for run in
        ["あ", "ア", "漢", "一", "1", "a", "(", " ", "\0", "\u{3000}", "👨‍👩‍👧", "が\u{3099}", "々", "・", "ー"]
    {
        check_tiling(&run.repeat(20_000));
    }
}

#[test]
fn nothing_gives_nothing() {
    assert!(SHIPPED.analyse(&Normalized::new("")).is_empty());
    assert!(BARE.worker().tokens(&Normalized::new("")).next().is_none());
}

#[test]
fn a_worker_forgets_the_text_before() {
    let mut worker = SHIPPED.worker();
    let texts = ["公民連携を進める。市民、", "", "協働", "長い文章のあとに短い文", "。"].map(Normalized::new);
    for text in texts.iter().chain(texts.iter().rev()) {
        // Dropped half-way, as a search does that has found enough.
        worker.tokens(text).next();
        let tokens: Vec<_> = worker.tokens(text).map(|token| token.range()).collect();
        let fresh: Vec<_> = SHIPPED.analyse(text).iter().map(Token::range).collect();
        assert_eq!(tokens, fresh);
    }
}

#[test]
fn inflected_words_have_their_base_form() {
    let text = Normalized::new("新しい公共を着実に進めました。");
    let tokens = SHIPPED.analyse(&text);
    let content: Vec<&str> = tokens.iter().filter(|token| token.is_content()).map(Token::base).collect();
    assert_eq!(content, ["新しい", "公共", "着実", "進める"]);
}

#[test]
fn a_token_leads_back_to_the_original() {
    let source = "㈱とﾜｰｸ\nライフバランス";
    let text = Normalized::new(source);
    let tokens = SHIPPED.analyse(&text);
    let compound = tokens.iter().find(|token| token.origin() == Origin::Lexicon).unwrap();
    assert_eq!(source.get(compound.original()), Some("ﾜｰｸ\nライフバランス"));
    let parts: Vec<_> = compound.parts().map(|part| source.get(part.original).unwrap()).collect();
    assert_eq!(parts, ["ﾜｰｸ", "ライフ", "バランス"]);
    assert_eq!(tokens.first().and_then(|token| source.get(token.original())), Some("㈱"));
}

#[test]
fn the_context_ids_are_those_of_the_matrix() {
    let matrix = &BARE.tables.system.connection_cost_matrix;
    assert_eq!((matrix.forward_size, matrix.backward_size), (1316, 1316));
    assert_eq!(LAST_CONTEXT, 1315);
}

#[test]
fn fingerprints_follow_the_lexicon() {
    assert_ne!(SHIPPED.fingerprint(), BARE.fingerprint());
    assert_eq!(BARE.fingerprint(), Analyser::new(&Lexicon::default()).unwrap().fingerprint());
}

#[test]
fn every_word_of_the_lexicon_is_taken_and_changes_something() {
    let lexicon = Lexicon::shipped().unwrap();
    for word in lexicon.words() {
        let respelt = word.base != word.surface;
        let word = word.surface.as_str();
        for frame in
            ["〇", "本市の〇を進める", "〇や〇の推進", "行政〇支援", "新たな〇に、", "〇事業", "・〇・"]
        {
            let text = Normalized::new(&frame.replace('〇', word));
            let tokens = SHIPPED.analyse(&text);
            let taken = tokens.iter().any(|t| t.surface() == word && t.origin() == Origin::Lexicon);
            assert!(taken, "{word} is torn in {}", cut(&SHIPPED, text.text()));
        }
        let text = Normalized::new(word);
        let known = matches!(BARE.analyse(&text).as_slice(), [one] if one.origin() == Origin::Dictionary);
        let compound = SHIPPED.analyse(&text).first().is_some_and(|token| token.parts().len() > 0);
        assert!(!known || compound || respelt, "{word} is in IPADIC");
    }
}

#[test]
fn the_parts_of_a_compound_are_words_without_parts() {
    // Otherwise the parts of the question and those of the statement would not be the same tokens.
    let lexicon = Lexicon::shipped().unwrap();
    for word in lexicon.words() {
        for part in &word.parts {
            let text = Normalized::new(word.surface.get(part.clone()).unwrap());
            let tokens = SHIPPED.analyse(&text);
            let whole = matches!(tokens.as_slice(), [token] if token.parts().len() == 0);
            assert!(whole, "{}: {}", word.surface, cut(&SHIPPED, text.text()));
        }
    }
}

#[test]
fn tags_and_context_ids_of_the_lexicon_agree() {
    let lexicon = Lexicon::shipped().unwrap();
    for word in lexicon.words() {
        let expected = match word.contexts {
            (1283, 1283) => "名詞,サ変接続,*,*",
            (1285, 1285) => "名詞,一般,*,*",
            (1287, 1287) => "名詞,形容動詞語幹,*,*",
            (1288, 1288) => "名詞,固有名詞,一般,*",
            (619, 619) => "動詞,自立,*,*",
            other => panic!("{}: {other:?}", word.surface),
        };
        assert_eq!(word.tag, expected, "{}", word.surface);
        // Another spelling leads to one word, and not by way of a third.
        let base = Normalized::new(&word.base);
        let tokens = SHIPPED.analyse(&base);
        let whole = matches!(tokens.as_slice(), [token] if token.origin() != Origin::Unknown);
        assert!(word.base == word.surface || whole, "{}: {}", word.surface, word.base);
        let home = lexicon.words().iter().find(|other| other.surface == word.base);
        assert!(home.is_none_or(|home| home.base == home.surface), "{}: {}", word.surface, word.base);
    }
}

#[test]
fn words_of_the_lexicon_tear_no_others_apart() {
    for text in [
        "特別区域の指定",
        "中核市場の形成",
        "自治会議を開く",
        "町内会館の整備",
        "町内会議",
        "公民学習講座",
        "産学公開講座",
        "可視化学",
        "学校給食育成事業",
        "居住区域",
        "居住区",
        "県庁内の会議",
        "市庁内部",
        "官庁内で",
        "地区政策",
        "都市政策",
        "首都政策",
        "鉄道政策",
        "水道政策",
        "政府政策",
        "城下町政策",
        "町政府",
        "個人財産",
        "法人財団",
        "新人財務担当",
        "公共創出",
        "公共創造",
        "公助成金",
        "突発災害",
        "多発災害",
        "公開庁舎",
        "将来庁舎を",
        "外来庁舎",
        "保健診療",
        "健康診断",
        "一部活動",
        "内部活動",
        "全部活動",
        "妥協働き",
        "市民設置",
        "住民設備",
        "公民設立",
        "重要支援者",
        "主要支援者",
        "必要配慮者",
        "最低炭素",
        "認知症状",
        "指令和解",
        "法令和文",
        "支障がいくつか",
        "故障がいつ",
        "カードローン",
        "オープンデータベース",
        "シティセールスマン",
        "コミュニティバスケット",
        "歩道政策",
        "報道政策",
        "増減災害",
        "給食育児",
        "見える化粧",
        "官庁議会",
        "市庁議案",
        "地方議会",
        "全体制",
        "ネットワーク",
        "リアルタイム",
        "都議会",
        "下町づくり",
        "港町づくり",
        "下町並み",
        "職人づくり",
        "新人づくり",
        "友人作り",
        "建物作り",
        "作物作り",
        "宝物づくり",
        "宝箱物語",
        "港町おこし",
        "街中央",
        "女性や一人親切",
    ] {
        assert_eq!(cut(&SHIPPED, text), cut(&BARE, text));
    }
}
