#include "controller/messages.hpp"

#include <array>

namespace signboard {
namespace {

constexpr std::array words{
    Wording{"day.unknown_placeholder", "看不懂 {name}。花括号里可以写：{known}。",
            "There is no placeholder {name}. In braces may stand {known}."},
    Wording{"day.open_brace", "第 {column} 个字是左花括号，后面没有右花括号。请补上，或删去左花括号。",
            "The brace that opens at character {column} is never closed. Close it, or take it out."},
    Wording{"day.no_weekday", "没有语言“{language}”的星期名称，已有 {known}。请去掉花括号里的 weekday，或换一种语言。",
            "The days of the week have no names in the language \"{language}\", only in {known}. Take the weekday in "
            "braces out, or choose another language."},
    Wording{"day.no_target", "用了天数 days，却没有写从哪一天算起。请加上 target = 2026-10-01 这样的日期。",
            "The number of days is asked for, but not until which day. Add a date, such as target = 2026-10-01."},
    Wording{"csv.open_quote", "从这里开始的双引号没有结束，后面的内容都被当成一格。请补上右边的双引号。",
            "The quotes that open here are never closed, so all that follows became one cell. Close them."},
    Wording{"csv.after_quote", "双引号结束之后应该是逗号或换行。格子里的双引号要写两遍（\"\"）；逗号要用英文逗号。",
            "After the closing quotes stands neither a comma nor the end of the line. Write quotes within a cell "
            "twice (\"\")."},
    Wording{"csv.not_utf8",
            "文件不是 UTF-8 编码，从这里起读不出来。请在 Excel 或 WPS 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。",
            "The file is not UTF-8; from here on it cannot be read. In Excel or WPS, save it as \"CSV UTF-8 (comma "
            "delimited)\"."},
    Wording{"csv.gb18030",
            "文件看来是 GB18030（GBK）编码，不是 UTF-8。请在 Excel 或 WPS 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。",
            "The file seems to be GB18030 (GBK), not UTF-8. In Excel or WPS, save it as \"CSV UTF-8 (comma "
            "delimited)\"."},
    Wording{
        "csv.utf16",
        "文件是 UTF-16（“Unicode 文本”），不是 UTF-8。请在 Excel 或 WPS 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。",
        "The file is UTF-16 (\"Unicode text\"), not UTF-8. In Excel or WPS, save it as \"CSV UTF-8 (comma "
        "delimited)\"."},
    Wording{"csv.empty", "表格是空的。第一行写各列的名称，下面每行写一条，用英文逗号分隔。",
            "The table is empty. Write the names of the columns in the first line and the rows below, with commas "
            "between the cells."},
    Wording{"csv.unnamed_column", "第 {number} 列没有名称。请在第一行写上，或删去这一列。",
            "Column {number} has no name. Write one in the first line, or take the column out."},
    Wording{"csv.repeated_column", "有两列都叫“{name}”。请改掉其中一个名称。",
            "Two columns are called \"{name}\". Rename one of them."},
    Wording{"csv.too_few_cells",
            "这一行有 {cells} 格，应该有 {columns} 格。空格子也要留逗号；分隔要用英文逗号，不能用中文逗号。",
            "This row has {cells} cells where {columns} belong. Leave the comma of an empty cell."},
    Wording{"csv.too_many_cells",
            "这一行有 {cells} 格，只该有 {columns} 格，从这一格起是多的。内容里有逗号的格子要用双引号括起来。",
            "This row has {cells} cells where {columns} belong; this is the first one too many. Put cells that hold "
            "a comma in quotes."},
    Wording{"csv.too_large", "文件有 {bytes} 字节，最多 {limit}。请只留要显示的行和列。",
            "The file has {bytes} bytes; at most {limit} are read. Keep only what is to be shown."},
    Wording{"csv.too_many_rows", "超过 {limit} 行。请只留要显示的行。",
            "There are more than {limit} rows. Keep only what is to be shown."},
    Wording{"csv.too_many_columns", "超过 {limit} 列。请只留要显示的列。",
            "There are more than {limit} columns. Keep only those that are to be shown."},
    Wording{"playlist.bad_id", "编号“{id}”不能用。请用小写英文字母、数字和短横线，1 至 64 个，例如 2026-fire-season。",
            "\"{id}\" cannot be an id. Use 1 to 64 lower-case letters, digits and dashes, as in 2026-fire-season."},
    Wording{"playlist.duplicate_id", "编号“{id}”已在 {first} 用过。请改用别的编号，或删去其中一条。",
            "The id \"{id}\" is already used at {first}. Choose another one, or take one of the two out."},
    Wording{"playlist.no_words", "公告内容为空。请写上要显示的文字，或删去这一条。",
            "There is nothing to show. Write the words, or take the announcement out."},
    Wording{"playlist.too_many_texts", "一条公告最多写 {limit} 种文字。请拆成几条。",
            "An announcement holds at most {limit} languages. Split it."},
    Wording{"playlist.stray_language", "有 [[announcement.text]] 时，语言写在其中每一节里。请删去这里的 language。",
            "With [[announcement.text]] the language stands in each of those sections. Take this one out."},
    Wording{"playlist.bad_language", "语言代码“{language}”看不懂。常用的有 zh-Hans（中文）、bo（藏文）、en（英文）。",
            "\"{language}\" is no language tag. Common ones are zh-Hans (Chinese), bo (Tibetan) and en (English)."},
    Wording{"playlist.repeated_language", "同一条公告里 {language} 写了两次。请合并，或改正其中一个的语言。",
            "{language} stands twice in one announcement. Join the two, or correct the language of one."},
    Wording{"playlist.never_valid", "有效期从 {from} 到 {until}，结束不晚于开始，永远不会显示。请改正日期。",
            "Valid from {from} until {until}: it would end before it begins and never be seen. Correct the dates."},
    Wording{"playlist.urgent_needs_start", "紧急通知要写明从何时开始，才知道有没有超过允许的时长。请加上 valid_from。",
            "It must be said from when on an urgent notice stands, or its length cannot be known. Add valid_from."},
    Wording{
        "playlist.no_blackout",
        "公告不能写成 blackout 级别，黑屏不是一条公告。要让屏幕变黑，请在页面上点“一键黑屏”，或运行 signctl blackout "
        "on。",
        "An announcement cannot have the rank blackout. To turn screens black, use the button on the page or signctl "
        "blackout on."},
    Wording{"playlist.needs_end", "级别为 {rank} 的公告会占满屏幕，必须写明何时结束。请加上 valid_until。",
            "An announcement of rank {rank} takes the whole screen, so it must say when it ends. Add valid_until."},
    Wording{
        "playlist.no_screens",
        "screens 是空的，这条公告不会在任何屏幕上显示。请写屏幕名；要在所有屏幕显示，就删去 screens。",
        "The list of screens is empty, so no screen would show it. Name screens; for all of them take the key out."},
    Wording{"playlist.unknown_screen", "没有名为“{screen}”的屏幕。配置中有：{known}。",
            "There is no screen \"{screen}\". The configuration has {known}."},
    Wording{"playlist.no_areas", "areas 是空的。请写区域名；要在主区域显示，就删去 areas。",
            "The list of areas is empty. Name areas; for the main area take the key out."},
    Wording{"playlist.unknown_area", "没有名为“{area}”的文字区域。配置中有：{known}。",
            "There is no area \"{area}\" that shows announcements. The configuration has {known}."},
    Wording{
        "playlist.undivided", "没有名为“{area}”的区域：配置中没有分区的屏幕。请删去 areas，或先在配置里给屏幕分区。",
        "There is no area \"{area}\": no screen of the configuration is divided. Take areas out, or divide a screen "
        "first."},
    Wording{"playlist.bad_weekday",
            "看不懂“{weekday}”。星期请写 {known}，周一至周五写成 "
            "[\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]。",
            "\"{weekday}\" is no day of the week. Write {known}; working days are [\"mon\", \"tue\", \"wed\", \"thu\", "
            "\"fri\"]."},
    Wording{"playlist.no_weekdays", "weekdays 是空的，这条公告哪天都不会显示。请写星期；要每天显示，就删去 weekdays。",
            "The list of weekdays is empty, so it would show on no day. Name days; for every day take the key out."},
    Wording{
        "playlist.no_windows", "windows 是空的，这条公告哪个时段都不会显示。请写时段；要全天显示，就删去 windows。",
        "The list of windows is empty, so it would show at no hour. Name windows; for the whole day take the key out."},
    Wording{"playlist.too_many_windows", "一条公告最多写 {limit} 个时段。请合并相邻的时段，或拆成几条公告。",
            "An announcement has at most {limit} windows. Join those that touch, or split the announcement."},
    Wording{"playlist.never_open",
            "有效期从 {from} 到 {until}，其中没有一刻落在 weekdays 和 windows "
            "写明的星期和时段里，永远不会显示。请改正日期、星期或时段。",
            "Valid from {from} until {until}, but none of its days and windows lie in that time, so it would never be "
            "seen. Correct the dates, the days or the windows."},
    Wording{"schedule.bad_window",
            "时段“{window}”看不懂。请写成 \"08:30-12:00\"，跨零点的写成 \"22:00-02:00\"，一天最晚到 24:00。",
            "\"{window}\" is no span of the day. Write \"08:30-12:00\", past midnight \"22:00-02:00\"; a day ends at "
            "24:00."},
    Wording{
        "urgent.already_over",
        "紧急通知写明 {until} 结束，而现在已是 {now}，不会显示。请写将来的结束时间；如果现在的时间不对，请先校时。",
        "The urgent notice ends at {until}, but it is {now} already, so it would not be shown. Give an end to come; "
        "if that is not the time, set the clock first."},
    Wording{"urgent.too_long",
            "紧急通知写明 {until} 结束，太晚了，最晚到 {latest}。请提前结束时间；需要更久时，到时再延长。",
            "The urgent notice would end at {until}; {latest} is the latest allowed. Let it end sooner, and extend it "
            "when the time comes."},
    Wording{"playlist.too_many", "公告超过 {limit} 条，从这一条起没有采用。请清理过期的公告。",
            "There are more than {limit} announcements; from this one on they were left out. Remove those that are "
            "over."},
};

}  // namespace

std::span<Wording const> playlists_wordings() { return words; }

}  // namespace signboard
