#include "controller/messages.hpp"

#include <array>

namespace signboard {
namespace {

// file.* and toml.* are about any file that people write, config.* about the configuration alone.
constexpr std::array words{
    Wording{"file.missing", "找不到文件“{file}”。请检查路径和文件名，或先建立该文件。",
            "There is no file \"{file}\". Check the path and the name, or create the file."},
    Wording{"file.denied", "没有权限读取“{file}”。请让管理员为运行本程序的用户开放读取权限。",
            "\"{file}\" may not be read. Ask the administrator to give the user that runs this program read access."},
    Wording{"file.not_a_file", "“{file}”不是普通文件（可能是文件夹、管道或设备）。请指定一个文本文件。",
            "\"{file}\" is not an ordinary file but a folder, a pipe or a device. Name a text file."},
    Wording{"file.unreadable", "读取“{file}”时出错：{reason}。请检查磁盘或 U 盘后重试。",
            "\"{file}\" cannot be read: {reason}. Check the disk or the USB stick and try again."},
    Wording{"file.too_large", "“{file}”超过 {limit} 字节的上限，没有读取。请拆成几个文件。",
            "\"{file}\" is larger than {limit} bytes and was not read. Split it into several files."},

    Wording{"toml.invalid_utf8",
            "第 {offset} 字节（从 0 数起）处不是 UTF-8 编码，文件可能存成了 GBK 或 UTF-16。请用编辑器“另存为”，编码选 "
            "UTF-8。",
            "Byte {offset} (counted from 0) is not UTF-8; the file may have been saved as GBK or UTF-16. Save it again "
            "with the encoding UTF-8."},
    Wording{"toml.syntax",
            "此处不符合 TOML 格式（{detail}）。文字要放在英文双引号 \" \" 中，键名用英文，日期写成 2026-12-31 或 "
            "2026-12-31 18:00:00。",
            "This is not TOML ({detail}). Put texts between straight quotes \" \", and write dates as 2026-12-31 or "
            "2026-12-31 18:00:00."},
    Wording{"toml.too_deep", "这个键用点号连接了 {limit} 层以上。请检查是否误写；本程序的键最多两层。",
            "This key has more than {limit} parts joined by dots. Check it for a slip; no key here has more than two."},
    Wording{"toml.more_faults", "另有 {count} 处错误没有列出。请先改正以上错误再检查一次。",
            "There are {count} more faults. Correct those above and check again."},
    Wording{"toml.unknown_key", "不认识键“{key}”。这里可以用：{known}。",
            "There is no key \"{key}\" here. There is {known}."},
    Wording{"toml.misspelt_key", "不认识键“{key}”，是不是想写“{nearest}”？",
            "There is no key \"{key}\" here. Did you mean \"{nearest}\"?"},
    Wording{"toml.missing_key", "缺少键“{key}”，请补上。", "The key \"{key}\" is missing. Add it."},
    Wording{"toml.wants_text", "“{key}”应为文字，要放在英文双引号中，例如 {key} = \"...\"。",
            "\"{key}\" must be a text between straight quotes, as in {key} = \"...\"."},
    Wording{"toml.wants_texts", "“{key}”应为若干文字的列表，例如 {key} = [\"...\", \"...\"]。",
            "\"{key}\" must be a list of texts, as in {key} = [\"...\", \"...\"]."},
    Wording{"toml.wants_number", "“{key}”应为 {smallest} 至 {largest} 的整数，不加引号和单位。",
            "\"{key}\" must be a whole number from {smallest} to {largest}, without quotes or unit."},
    Wording{"toml.wants_flag", "“{key}”应为 true（是）或 false（否），不加引号。",
            "\"{key}\" must be true or false, without quotes."},
    Wording{"toml.wants_moment",
            "“{key}”应为日期或日期时间，不加引号，例如 {key} = 2026-12-31 或 {key} = 2026-12-31 18:00:00。",
            "\"{key}\" must be a date or a date with a time, without quotes, as in {key} = 2026-12-31 or {key} = "
            "2026-12-31 18:00:00."},
    Wording{"toml.wants_table", "“{key}”应为一组键值，写成 [{header}] 一节，或 {key} = { ... }。",
            "\"{key}\" must be a table: a section [{header}], or {key} = { ... }."},
    Wording{"toml.wants_tables", "“{key}”应写成一节或几节，每节以 [[{header}]]（双方括号）开头。",
            "\"{key}\" must be one or more sections, each headed [[{header}]] in double brackets."},
    Wording{"toml.wants_simple", "“{key}”应为文字、数字或 true/false。",
            "\"{key}\" must be a text, a number, true or false."},
    Wording{"toml.out_of_range", "“{key}”为 {value}，超出范围。请写 {smallest} 至 {largest} 之间的整数。",
            "\"{key}\" is {value}, which is out of range. Write a whole number from {smallest} to {largest}."},
    Wording{"toml.moment_out_of_range", "“{key}”的年份应在 1970 至 2200 之间，日期须存在。",
            "\"{key}\" must be a date that exists, in a year from 1970 to 2200."},
    Wording{"toml.unknown_word", "“{key}”不能为“{value}”。可以用：{choices}。",
            "\"{key}\" cannot be \"{value}\". It can be {choices}."},
    Wording{"toml.bad_colour", "“{key}”的颜色“{value}”看不懂。请写成 #rrggbb，例如 #ff0000 为红色。",
            "\"{value}\" is no colour for \"{key}\". Write it as #rrggbb; #ff0000 is red."},
    Wording{"toml.zero_byte", "“{key}”中含有编号为 0 的字符（\\u0000），无法显示。请删去。",
            "\"{key}\" holds the character number 0 (\\u0000), which cannot be shown. Take it out."},
    Wording{"toml.text_too_long", "“{key}”长 {bytes} 字节，超过 {limit} 字节的上限。请缩短或拆成几条。",
            "\"{key}\" is {bytes} bytes long; {limit} are allowed. Shorten it or split it."},

    Wording{"config.no_screens", "配置中没有屏幕。请至少写一节 [[screen]]，含 name、size、driver。",
            "No screen is configured. Write at least one section [[screen]] with name, size and driver."},
    Wording{
        "config.too_many_screens", "屏幕超过 {limit} 块，从这里起没有读取。请分到几台电脑上。",
        "There are more than {limit} screens; from here on they were not read. Divide them among several computers."},
    Wording{
        "config.bad_name", "屏幕名“{name}”不能用。请用小写英文字母、数字和短横线，1 至 64 个，例如 lobby。",
        "\"{name}\" cannot be the name of a screen. Use 1 to 64 lower-case letters, digits and dashes, as in lobby."},
    Wording{"config.duplicate_screen", "屏幕名“{screen}”已在 {first} 用过。请换一个名字。",
            "The name \"{screen}\" is already used at {first}. Choose another one."},
    Wording{"config.impossible_size",
            "尺寸“{size}”不可能。请写成“列数x行数”，例如 \"192x32\"；每边 1 至 {side}，总点数不超过 {pixels}。",
            "\"{size}\" is no possible size. Write columns, x and rows, as in \"192x32\": each from 1 to {side}, "
            "together "
            "at most {pixels} pixels."},
    Wording{"config.no_model", "like 所指的屏幕“{screen}”在此之前没有出现。上面已有：{known}。",
            "There is no screen \"{screen}\" above this one to be like. Above are: {known}."},
    Wording{"config.no_driver", "没有驱动“{driver}”；可用的有 {known}。", "no driver \"{driver}\"; there is {known}"},
    Wording{"config.no_line", "缺少键“line”，不知道怎样连到屏幕。驱动 {driver} 可用以下列字样开头的线路：{lines}。",
            "The key \"line\" is missing, so the screen cannot be reached. Driver {driver} takes a line that begins "
            "with: "
            "{lines}."},
    Wording{"config.wrong_line", "驱动 {driver} 不能走线路“{wire}”。可用以下列字样开头的线路：{lines}。",
            "Driver {driver} cannot use the line \"{wire}\". It takes one that begins with: {lines}."},
    Wording{"config.pair_policies_unordered",
            "[[pair_policy]] 要按日期从早到晚写，除第一节外每节都要有 from，例如 from = 2026-01-01。",
            "Write the sections [[pair_policy]] in the order of their dates, each but the first with a date: from = "
            "2026-01-01."},
    Wording{"config.too_many_hours",
            "[[screen.{key}]] 超过 {limit} 节。请把时段相同的日子写在同一节里（weekdays、windows）。",
            "There are more than {limit} sections [[screen.{key}]]. Put days with the same hours into one section "
            "(weekdays, windows)."},
    Wording{"layout.bad_name",
            "“{name}”不能作名字。布局和区域的名字用小写英文字母、数字和短横线，1 至 64 个，例如 body。",
            "\"{name}\" cannot be a name. Layouts and areas are called by 1 to 64 lower-case letters, digits and "
            "dashes, as in body."},
    Wording{"layout.template_name", "“{name}”是现成模板的名字，请给自己的布局换一个名字。",
            "\"{name}\" is the name of a template. Choose another one for your layout."},
    Wording{"layout.duplicate", "布局“{layout}”写了两次。请改名或删去一节。",
            "There are two layouts \"{layout}\". Rename one or take it out."},
    Wording{"layout.no_areas", "布局里没有区域。请至少写一节 [[layout.area]]，含 name、rect。",
            "The layout has no areas. Write at least one section [[layout.area]] with name and rect."},
    Wording{"layout.too_many_areas", "区域超过 {limit} 个，从这里起没有读取。请合并一些区域。",
            "There are more than {limit} areas; from here on they were not read. Join some of them."},
    Wording{"layout.no_main", "没有主区域：公告不写区域时不知道放在哪里。请在一个文字区域写 main = true。",
            "There is no main area, so an announcement that names none would have no place. Write main = true in one "
            "area of text."},
    Wording{"layout.two_mains", "主区域不止一个。请只在一个区域写 main = true。",
            "There is more than one main area. Write main = true in one of them only."},
    Wording{"layout.duplicate_area", "区域名“{area}”在这个布局里用了两次。请换一个名字。",
            "The layout has two areas \"{area}\". Rename one."},
    Wording{"layout.bad_rect", "位置“{rect}”看不懂。请写成“左,上,宽,高”，单位是点，例如 \"0,0,192,16\"。",
            "\"{rect}\" is no place. Write left, top, width and height in pixels, as in \"0,0,192,16\"."},
    Wording{"layout.outside", "布局“{layout}”的区域“{area}”超出了屏幕（{size}）。请改小 rect，或给这块屏换一个布局。",
            "Area \"{area}\" of layout \"{layout}\" reaches beyond the screen ({size}). Make its rect smaller, or "
            "give this screen another layout."},
    Wording{"layout.overlap", "布局“{layout}”的区域“{area}”与“{other}”重叠。请调整 rect，让它们互不遮挡。",
            "Areas \"{area}\" and \"{other}\" of layout \"{layout}\" overlap. Move their rects apart."},
    Wording{"layout.too_small",
            "布局“{layout}”的区域“{area}”除去边框和空隙只剩 {rows} 行，至少要 {smallest} 行。请加高或去掉边框。",
            "Area \"{area}\" of layout \"{layout}\" has only {rows} rows left within border and gap; it needs "
            "{smallest}. Make it higher or take the border away."},
    Wording{"layout.unknown", "没有布局“{layout}”；可用的有 {known}。",
            "There is no layout \"{layout}\"; there is {known}."},
    Wording{
        "config.fps_too_high",
        "这条线路带不动 fps = {fps}：每帧 {bytes} 字节 × {bits} 位 ÷ {baud} 波特{rest} = {ms} 毫秒，每秒最多 {most} "
        "帧。请把 fps 改为 {most} 以下、提高 baud，或用更小的屏。",
        "The line cannot carry fps = {fps}: {bytes} bytes a frame x {bits} bits / {baud} baud{rest} = {ms} ms, so "
        "{most} frames a second at most. Set fps to {most} or less, raise baud, or use a smaller panel."},
    Wording{
        "config.line_too_slow",
        "这条线路太慢：每帧 {bytes} 字节 × {bits} 位 ÷ {baud} 波特{rest} = {ms} 毫秒，一秒不到一帧。请提高 baud "
        "或用更小的屏；若可以接受约 {seconds} 秒换一次画面，请写明 fps = 1。",
        "The line is too slow: {bytes} bytes a frame x {bits} bits / {baud} baud{rest} = {ms} ms, less than a frame a "
        "second. Raise baud or use a smaller panel; or write fps = 1 to be content with a picture every {seconds} s."},
    Wording{"config.bad_listen",
            "预览地址“{listen}”看不懂。请写成 \"127.0.0.1:8470\"（端口 0 表示任意空闲端口），或 \"off\" 关闭预览。",
            "\"{listen}\" is no address for the preview. Write \"127.0.0.1:8470\" (port 0 takes any free one), or "
            "\"off\" "
            "for no preview."},
    Wording{"config.not_loopback",
            "预览不能开在“{listen}”：预览没有登录，开到网上任何人都能看到并连接。请用本机地址，例如 "
            "\"127.0.0.1:8470\"。",
            "The preview cannot listen on \"{listen}\": it asks for no password, so it is kept off the network. Use an "
            "address of this computer alone, such as \"127.0.0.1:8470\"."},
};

}  // namespace

std::span<Wording const> config_wordings() { return words; }

}  // namespace signboard
