//! The words that fields are named with, in English, Chinese and Japanese.
//!
//! Each list is one text, its words parted by blanks. A word is here because
//! many write it; what only one source writes belongs into a mapping.

use super::names::{Sense, Strength};

/// Names, folded as by `names::fold`, by what they mean and how surely.
pub(super) const NAMES: &[(Sense, Strength, &str)] = &[
    (
        Sense::Title,
        10,
        "title headline articletitle posttitle newstitle 标题 標題 题目 題目 题名 題名 篇名 タイトル 見出し 表題 biaoti",
    ),
    (
        Sense::Title,
        6,
        "name subject 名称 名稱 名前 主题 主題 件名",
    ),
    (
        Sense::Title,
        5,
        "chapter chaptername chaptertitle rhythmic question fulltitle longtitle label caption 章 篇 回目 词牌 詞牌",
    ),
    (
        Sense::Subtitle,
        10,
        "subtitle subhead subheadline subheading secondarytitle alternativeheadline deck dek standfirst kicker 副标题 副標題 副题 副題 サブタイトル",
    ),
    (
        Sense::Body,
        10,
        "content contents body text articlebody articlecontent fulltext fullcontent maintext contenthtml htmlcontent contenttext contentmd contentmarkdown bodyhtml bodytext bodymarkdown html markdown paragraphs selftext cooked 正文 内容 內容 全文 本文 zhengwen neirong",
    ),
    (
        Sense::Body,
        8,
        "paragraph para lines verses passages passage chapters parts sections blocks article story post encoded raw rendered 条文 條文 诗句 詩句 詩文 原文 原詩 章节 章節 法规内容 法規內容",
    ),
    (
        Sense::Body,
        6,
        "message answer extract lyric lyrics transcript script speech statement explanation fulldescription longdescription steps instructions poem 歌词 歌詞 詳細 详情 台词",
    ),
    (
        Sense::Body,
        4,
        "description details detail desc nodes elements components children value processed",
    ),
    (
        Sense::Summary,
        10,
        "summary excerpt abstract digest synopsis teaser snippet lede shortdescription 摘要 简介 簡介 导语 導語 提要 概要 要約 导读 導讀 zhaiyao jianjie",
    ),
    (
        Sense::Summary,
        8,
        "description desc descr brief intro introduction blurb lead guideword shortdesc 描述 说明 説明 紹介 介绍 介紹",
    ),
    (Sense::Summary, 4, "forward foreword subtext detail"),
    (
        Sense::Author,
        10,
        "author authors byline creator creators writer writers articleauthor 作者 著者 筆者 执笔 執筆者 撰文 撰稿 撰稿人 记者 記者 作者名 zuozhe",
    ),
    (
        Sense::Author,
        6,
        "by user account member poster username nickname screenname displayname realname owner contributor contributors editor editors submitter createdby postedby writtenby publishedby authoredby uploader 发布者 發布者 发布人 發布人 编辑 編輯 责任编辑 責任編輯 投稿者 昵称 暱稱",
    ),
    (
        Sense::Source,
        10,
        "source sources origin publisher mediasource articlesource newssource 来源 來源 出处 出處 出典 媒体 媒體 发布机构 發布機構 提供元 laiyuan",
    ),
    (
        Sense::Source,
        6,
        "media feed site sitename provider outlet agency publication feedtitle organisation organization 单位 單位 機構 机构",
    ),
    (
        Sense::Published,
        10,
        "published publishedat publishedon publishdate publishtime publicationdate publicationtime pubdate pubtime datepublished publisheddate publishedtime publishedtimestamp firstpublishedat firstpublicat issuedate issued releasedate releasetime promulgationdate 发布时间 發布時間 发布日期 發布日期 发表时间 發表時間 发表日期 發表日期 发表于 出版日期 公布日期 公開日 公開日時 掲載日 発行日 fabushijian",
    ),
    (
        Sense::Published,
        9,
        "date datetime createdutc posted postedat postdate posttime postedon 日期 时间 時間 日付 日時 投稿日 投稿日時 riqi shijian",
    ),
    (
        Sense::Published,
        8,
        "time timestamp created createdat createdon createdate createdtime createtime datecreated ctime inputdate inputtime adddate addtime inserttime submittime day 创建时间 創建時間 建立時間 建立日期 作成日 作成日時",
    ),
    (
        Sense::Updated,
        10,
        "updated updatedat updatedate updatetime updatedtime lastupdate lastupdated lastupdatedate lastmodified modified modifiedat modifieddate modifydate modifytime dateupdated datemodified mtime utime revised 更新时间 更新時間 更新日期 修改时间 修改時間 修改日期 异动日期 異動日期 更新日 更新日時 最終更新",
    ),
    (
        Sense::Updated,
        6,
        "edited editedat editdate lastedited lastupdatetime",
    ),
    (Sense::Url, 11, "weburl htmlurl webpageurl"),
    (
        Sense::Url,
        10,
        "url link articleurl pageurl posturl storyurl permalink canonicalurl 链接 鏈接 連結 网址 網址 原文链接 原文地址 原文網址 リンク",
    ),
    (
        Sense::Url,
        8,
        "href alternate uri shareurl linkurl detailurl sourceurl originalurl externalurl basepath guid mainentityofpage 地址",
    ),
    (Sense::Url, 4, "path"),
    (
        Sense::Id,
        10,
        "id guid uuid objectid articleid postid newsid contentid docid itemid storyid aid nid idstr 编号 編號",
    ),
    (
        Sense::Id,
        4,
        "uid key slug no number code 番号 番號 序号 序號",
    ),
    (
        Sense::Tags,
        10,
        "tags tag taglist keywords keyword hashtags topics 标签 標籤 关键词 關鍵詞 关键字 關鍵字 タグ キーワード",
    ),
    (Sense::Tags, 6, "labels subjects categories 话题 話題"),
    (
        Sense::Image,
        10,
        "image images imageurl img imgurl cover coverurl coverimage coverimg thumbnail thumbnailurl thumb picture pictureurl pic picurl featuredimage heroimage leadimage mainimage socialimage banner bannerimage 封面 图片 圖片 缩略图 縮圖 画像 サムネイル",
    ),
    (
        Sense::Image,
        6,
        "pics pictures photo photos poster litpic headimg 题图",
    ),
    (
        Sense::Section,
        10,
        "section sectionname sectiontitle category categoryname channel channelname column columnname columntitle subreddit rubric board forum 栏目 欄目 栏目名称 频道 頻道 版块 板块 分类 分類 类别 類別 专栏 專欄 カテゴリ カテゴリー lanmu",
    ),
    (
        Sense::Section,
        7,
        "chapter volume part book genre topic catalog catalogue series department 卷 册 冊 部 编 編 辑 輯",
    ),
    (Sense::Section, 5, "categories group"),
    (
        Sense::Language,
        10,
        "language lang locale langcode inlanguage 语言 語言 言語",
    ),
];

/// Words that carry the word before them and mean nothing of their own.
pub(super) const CARRIERS: &str = "\
    name names list title label str string value text display info user";

/// Words whose dates are not those of an article.
pub(super) const OTHER_DATES: &str = "\
    expire expires expired end ends start starts close closing opening delete deleted \
    deadline birth login cache cached crawl crawled fetch fetched sync server reading read \
    utc approved due";

/// Words before a date that say that it is of a change.
pub(super) const CHANGES: &str = "\
    update updated modify modified edit edited change changed last revision review reviewed";

/// Words that make a name mean something of another thing.
pub(super) const OF_OTHERS: &str = "\
    meta seo og twitter share alt parent related prev previous next comment comments video \
    audio file ad ads product is has can num count total css background bg flair template \
    embed reply quoted album avatar icon logo profile mod query search report start button \
    state status govdelivery subscription suggested similar recommended";

/// Names of lists and objects that stand around an article and are none.
pub(super) const ASIDES: &str = "\
    comment comments reply replies related recommendation recommendations recommended \
    similar suggested links link breadcrumb breadcrumbs navigation navbar menu menus sidebar \
    footer seo meta og twitter share user users author authors creator member members \
    participants contributors attachment attachments file files media embed embeds video \
    videos audio gallery image images ad ads advert tag tags taxonomy categories terms likes \
    votes reactions awards badges stats statistics pagination paging settings config options \
    previous prev ancestors history changes revisions translations alternates schema headers \
    preview permissions 评论 評論 相关 相關 推荐 推薦 分享 附件 导航 関連 コメント";

/// Names of lists whose items are articles.
pub(super) const LISTS: &str = "\
    articles posts children items item entries entry stories news list results result data \
    records rows docs documents hits feed feeds edges threads topics statuses papers \
    episodes publications pages latest 文章 新闻 新聞 列表 条目 條目 帖子 記事 ニュース 記事一覧";

/// Names of objects that only wrap the fields of an article.
pub(super) const WRAPPERS: &str = "\
    data attributes details detail fields article post story item acf frontmatter metadata";

/// Fields that tell of a person rather than of an article.
pub(super) const PERSONAL: &str = "\
    email mail username login screenname nickname avatar avatarurl phone mobile password \
    gender sex birthday bio firstname lastname followers followerscount following fans \
    fanstotal signature profileimageurl isfollow 昵称 暱稱 头像 頭像 手机 性别 性別 邮箱 生日";

/// Fields that tell of goods, programs and forms rather than of an article.
pub(super) const OF_THINGS: &str = "\
    price sku stock quantity currency dependencies properties openapi swagger latitude \
    longitude lat lng completed 价格 價格 库存 数量 \
    schema schemas definitions discoveryversion servicepath lockfileversion";

/// Words of a name that say how a text is marked up.
pub(super) const MARKUPS: &str = "\
    html text txt plain md markdown raw rendered cooked rich json formatted processed \
    encoded blocks";

/// Words that all name the body itself.
pub(super) const BODIES: &str = "\
    content contents body main full article post story value";
