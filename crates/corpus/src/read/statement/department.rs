//! Divisions in charge (担当課): beside a heading in brackets, on a line of their own, or put in charge by
//! the sentence itself.

/// How the name of a division ends.
const DIVISIONS: &[&str] = &[
    "課",
    "室",
    "部",
    "局",
    "係",
    "事務局",
    "センター",
    "委員会",
    "本部",
    "事務所",
    "担当",
    "館",
    "所",
    "署",
    "支所",
    "グループ",
    "チーム",
    "班",
    "公社",
    "会計管理者",
];

/// What may stand for a bracketed list without naming one: 全部署, 各課.
const ALL: &[&str] = &[
    "全庁",
    "全課",
    "全部局",
    "各課",
    "各部",
    "関係各課",
    "関係課",
    "全部署",
    "各所属",
    "庁内各課",
    "全所属",
    "関係部署",
];

/// The words before a list of divisions on a line of its own.
const LEADS: &[&str] = &[
    "担当課",
    "担当部署",
    "担当部課",
    "担当",
    "所管課",
    "所管",
    "所管部署",
    "所管部課",
    "主管課",
    "主担当課",
    "関係課",
    "実施主体",
    "担当所属",
    "担当部",
    "担当室",
    "関係部署",
    "主な担当課",
    "所属",
    "担当課等",
    "推進担当課",
    "関連課",
    "主な担当部署",
];

/// Bodies a paper sets up: in brackets on a line of their own, they are what the text below is about.
const BODIES: &[&str] = &[
    "本部",
    "推進本部",
    "対策本部",
    "事務局",
    "推進委員会",
    "評価委員会",
    "検討委員会",
    "策定委員会",
    "推進室",
];

/// Whom divisions work with; they are named beside a division, never alone.
const PARTNERS: &[&str] = &[
    "商工会",
    "商工会議所",
    "観光協会",
    "社会福祉協議会",
    "社協",
    "警察",
    "消防団",
    "農協",
    "森林組合",
    "漁協",
    "自治会",
    "民生委員",
    "学校",
    "ＪＡ",
    "JA",
];

/// The divisions of a line that names them and nothing else: （企画課、財政課）, 担当課：企画課.
pub(crate) fn line(text: &str) -> Option<Vec<String>> {
    let is_body =
        |divisions: &Vec<String>| matches!(divisions.as_slice(), [only] if BODIES.contains(&only.as_str()));
    in_brackets(text).filter(|divisions| !is_body(divisions)).or_else(|| led(text))
}

/// Whether a label announces divisions: 担当課, 所管.
pub(crate) fn is_lead(label: &str) -> bool {
    LEADS.contains(&label)
}

/// The divisions of a text that is a list of them: 企画課、財政課.
pub(crate) fn divisions(text: &str) -> Option<Vec<String>> {
    list(text).or_else(|| in_brackets(text))
}

/// Adds those divisions that are not there yet.
pub(crate) fn join(divisions: &mut Vec<String>, more: &[String]) {
    for division in more {
        if !divisions.contains(division) {
            divisions.push(division.clone());
        }
    }
}

/// The divisions in a text that is one pair of brackets.
pub(crate) fn in_brackets(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let inner = ["（）", "()", "（)", "(）", "【】", "〔〕", "［］", "[]", "＜＞", "<>", "〈〉"]
        .iter()
        .find_map(|pair| {
            let mut ends = pair.chars();
            text.strip_prefix(ends.next()?)?.strip_suffix(ends.next()?)
        })?;
    led(inner).or_else(|| list(inner))
}

/// A heading and the divisions in brackets at its end.
pub(crate) fn trailing(heading: &str) -> Option<(&str, Vec<String>)> {
    let trimmed = heading.trim_end();
    // Most texts end in words and name nobody.
    if !trimmed.ends_with(['）', ')', '】', '〕', '］', ']', '〉', '＞'])
        && !trimmed.contains(['→', '⇒', '［', '【'])
    {
        return None;
    }
    if let Some((words, behind)) = trimmed.split_once(['→', '⇒'])
        && let Some(departments) = list(behind)
        && !words.is_empty()
    {
        return Some((words.trim_end(), departments));
    }
    if let Some((at, _)) = ["［担当］", "【担当】", "［担当課］", "【担当課】", "［所管］"]
        .iter()
        .find_map(|lead| trimmed.find(lead).map(|at| (at, lead)))
        && at > 0
        && let Some(departments) = trimmed.get(at..).and_then(led)
    {
        return Some((trimmed.get(..at)?.trim_end(), departments));
    }
    let close = trimmed.chars().next_back()?;
    let open = match close {
        '）' | ')' => ['（', '('],
        '】' => ['【', '【'],
        '〕' => ['〔', '〔'],
        '］' | ']' => ['［', '['],
        '〉' => ['〈', '〈'],
        '＞' => ['＜', '＜'],
        _ => return None,
    };
    let at = trimmed.rfind(open).filter(|&at| at > 0)?;
    let departments = in_brackets(trimmed.get(at..)?)?;
    Some((trimmed.get(..at)?.trim_end(), departments))
}

/// The divisions a sentence puts in charge: 企画課及び財政課が中心となり.
pub(crate) fn in_charge(text: &str) -> Vec<String> {
    const ROLES: &[&str] = &[
        "が牽引役",
        "が中心とな",
        "が主体とな",
        "が所管",
        "が担当し",
        "が事務局とな",
        "が主管",
        "がけん引役",
        "が旗振り役",
        "が窓口とな",
        "を中心に",
        "を中心とし",
        "が先頭",
        "が推進役",
        "が司令塔",
        "を事務局",
        "が主導",
    ];
    let has_role =
        |at: &usize| text.get(*at..).is_some_and(|rest| ROLES.iter().any(|role| rest.starts_with(role)));
    let Some(at) = text.match_indices(['が', 'を']).map(|(at, _)| at).find(has_role) else {
        return Vec::new();
    };
    let before = text.get(..at).unwrap_or_default();
    let clause = before.rsplit(['。', '、', '「', '（', '(']).next().unwrap_or_default();
    list(clause).unwrap_or_default()
}

fn led(text: &str) -> Option<Vec<String>> {
    const BEFORE: &[char] =
        &['■', '□', '◆', '◇', '●', '○', '・', '※', '▶', '→', '*', '【', '〔', '［', '[', '＜', '（', '('];
    let text = text.trim().trim_start_matches(BEFORE).trim_start();
    let rest = LEADS.iter().find_map(|lead| {
        let rest = text.strip_prefix(lead)?.trim_start_matches(['】', '〕', '］', ']', '＞', '）', ')', '*']);
        let trimmed = rest.trim_start();
        let after = trimmed.strip_prefix(['：', ':', '／', '/', '＝', '…', '・']);
        after.or_else(|| {
            (trimmed.len() < rest.len() || rest.len() < text.strip_prefix(lead)?.len()).then_some(trimmed)
        })
    })?;
    list(rest.trim())
}

/// A list of divisions and nothing else.
fn list(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches(['】', '〕', '。']);
    // A bracket that opens outside of the list closes behind it.
    let text = if text.contains(['（', '(']) { text } else { text.trim_end_matches(['）', ')']) };
    let bare = text.trim_end_matches("ほか").trim_end_matches('等').trim_end();
    let bare = bare.trim_end_matches(['）', ')']);
    let may_end = DIVISIONS.iter().chain(ALL).chain(PARTNERS).any(|division| bare.ends_with(division));
    if !may_end || text.len() > 360 {
        return None;
    }
    let parts: Vec<String> = split(text)
        .into_iter()
        .map(|part| part.trim().trim_end_matches("ほか").trim_end_matches('等').trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let is_partner = |part: &String| PARTNERS.iter().any(|partner| part.ends_with(partner));
    let are_names = parts.iter().all(|part| is_division(part) || is_partner(part));
    (are_names && parts.iter().any(|part| is_division(part))).then_some(parts)
}

fn split(text: &str) -> Vec<String> {
    text.replace("及び", "、")
        .replace("および", "、")
        .replace("並びに", "、")
        .replace("又は", "、")
        .replace("または", "、")
        .split(['、', '，', ',', '・', '／', '/', ' ', '\u{3000}', ';', '；'])
        .map(str::to_owned)
        .collect()
}

/// Whether a word is the name of a division; 健康推進課（地域医療係） is one, in more words.
pub(crate) fn is_division(name: &str) -> bool {
    let outer = name
        .strip_suffix(['）', ')'])
        .and_then(|inner| inner.split_once(['（', '(']))
        .filter(|(_, inner)| is_division(inner));
    if let Some((outer, _)) = outer {
        return is_division(outer);
    }
    let letters = name.chars().count();
    let is_name = (2..=20).contains(&letters)
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || crate::read::words::is_japanese(c)
                || matches!(c, 'ー' | '(' | ')' | '（' | '）')
        });
    is_name
        && !["一部", "全部", "内部", "外部", "本部"].contains(&name)
        && !name.contains(['を', 'は', 'が'])
        && (ALL.contains(&name)
            || (letters >= 2
                && DIVISIONS.iter().any(|division| name.ends_with(division) && name.len() > division.len())))
        && ![
            "部会",
            "場所",
            "箇所",
            "か所",
            "カ所",
            "役所",
            "市役所",
            "の部",
            "入室",
            "退室",
            "在室",
            "教室",
            "会議室",
            "控室",
        ]
        .iter()
        .any(|word| name.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_beside_a_heading() {
        let (heading, departments) =
            trailing("6 基礎自治体としての平和の推進（企画経営課、財政課）").unwrap();
        assert_eq!(
            (heading, departments),
            ("6 基礎自治体としての平和の推進", vec!["企画経営課".into(), "財政課".into()])
        );
        assert_eq!(trailing("11 公債費の抑制（一部）"), None);
        assert_eq!(trailing("多様性の尊重（ダイバーシティ＆インクルージョン）"), None);
        assert_eq!(trailing("自治体クラウド（システムの共同利用）"), None);
    }

    #[test]
    fn lines_of_their_own() {
        assert_eq!(line("(企画経営課、情報推進課)"), Some(vec!["企画経営課".into(), "情報推進課".into()]));
        assert_eq!(line("担当課：総務課・財政課"), Some(vec!["総務課".into(), "財政課".into()]));
        assert_eq!(line("【担当課】 企画課"), Some(vec!["企画課".into()]));
        let whole = |name: &str| Some(vec![name.to_owned()]);
        assert_eq!(line("担当課　健康推進課（地域医療係）"), whole("健康推進課（地域医療係）"));
        assert_eq!(line("〈所管　総務部総務課〉"), whole("総務部総務課"));
        assert_eq!(line("【産業振興課・商工会】"), Some(vec!["産業振興課".into(), "商工会".into()]));
        assert_eq!(line("（福祉課、子ども課、警察）").map(|names| names.len()), Some(3));
        assert_eq!(line("担当課長会議を開く"), None);
        for text in ["（推進本部）", "（事務局）", "（評価委員会）", "（商工会）", "（学校）"]
        {
            assert_eq!(line(text), None, "{text}");
        }
        assert_eq!(line("（再掲）"), None);
    }

    #[test]
    fn sentences_that_put_divisions_in_charge() {
        let text = "活用できるよう、デジタル行政推進室及び政策経営課が牽引役となり、展開すること。";
        assert_eq!(in_charge(text), ["デジタル行政推進室", "政策経営課"]);
        assert!(in_charge("市民が中心となり、まちづくりを進める。").is_empty());
    }
}
