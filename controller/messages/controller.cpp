#include "controller/messages.hpp"

namespace signboard {
namespace {

constexpr Wording table[] = {
    {"table.unknown_kind", "“{file}”不是表格文件；请用 .csv（在 Excel、WPS 里另存为 CSV UTF-8）或 .toml 文件",
     "\"{file}\" is no table; use a .csv file (in Excel or WPS: save as CSV UTF-8) or a .toml file"},
    {"table.no_columns", "没有写明有哪些列；请在文件开头加上 columns，例如 columns = [\"name\", \"telephone\"]",
     "it is not said which columns there are; begin the file with, for example, columns = [\"name\", \"telephone\"]"},
    {"table.unknown_cell", "没有名为“{column}”的列；开头的 columns 里写的是：{known}",
     "there is no column \"{column}\"; the columns at the top of the file are {known}"},
    {"table.unknown_column", "表格里没有名为“{column}”的列，有的是：{known}；请核对 columns 和表格第一行",
     "the table has no column \"{column}\" but {known}; compare columns with the first line of the table"},
    {"table.misspelt_column", "表格里没有名为“{column}”的列，是不是“{nearest}”？请核对 columns 和表格第一行",
     "the table has no column \"{column}\"; is it \"{nearest}\"? Compare columns with the first line of the table"},
    {"content.not_loaded", "文件“{file}”读不出来，这个区域是黑的；原因见关于该文件的提示，改好后会自动显示",
     "the file \"{file}\" could not be read and its area stays dark; what is wrong is told where the file is read. "
     "Once "
     "it is corrected it will be shown"},
    {"content.clock_too_small", "区域放不下时钟：还缺 {columns} 列、{rows} 行像素；请加大区域，或改用 HH:MM",
     "the area is too small for the clock: {columns} columns and {rows} rows of pixels are missing; make it larger, or "
     "use HH:MM"},
    {"content.table_too_wide",
     "表格太宽，折行后仍缺 {columns} 列像素；请加宽区域、减小 row_height，或用 columns 少选几列",
     "the table is too wide; even with broken lines {columns} columns of pixels are missing; widen the area, lower "
     "row_height or choose fewer columns"},
    {"content.table_too_low",
     "区域太矮，表头下面连一行也放不下，还缺 {rows} 行像素；请加高区域、减小 row_height 或去掉表头",
     "below the heading there is no room for a line; {rows} rows of pixels are missing; make the area higher, lower "
     "row_height or leave the heading out"},
    {"content.row_too_tall",
     "“{row}”这一行（文件第 {line} 行）折行后一页放不下，还缺 {rows} 行像素；请缩短内容、加宽区域或减小 row_height",
     "the row \"{row}\" (line {line} of the file) is taller than a page; {rows} rows of pixels are missing; shorten "
     "it, "
     "widen the area or lower row_height"},
    {"content.turn_too_long", "全部翻完要超过 {hours} 小时；请缩短 hold_ms 或减少行数",
     "turning all pages takes more than {hours} hours; lower hold_ms or keep fewer rows"},
    {"desk.id_at_the_desk",
     "公告编号“{id}”已在公告库中使用，文件里的这一条没有播放；请给文件里的换一个编号，或先撤下库中的",
     "the id \"{id}\" is in use at the desk, so the announcement of that id in the files is not shown; give it another "
     "id, or withdraw the one at the desk"},
    {"desk.id_in_a_file", "公告编号“{id}”已写在公告文件里；请换一个编号，或从文件中删去那一条",
     "the id \"{id}\" stands in a playlist file; choose another one, or take it out of the file"},
    {"desk.stands_in_a_file", "公告“{id}”写在公告文件里，不能在这里撤下；请从文件中删去后重新加载",
     "announcement \"{id}\" stands in a playlist file and cannot be withdrawn here; take it out of the file and "
     "reload"},
    {"desk.no_announcement", "没有编号为“{id}”的公告；请用 signctl list 查看",
     "there is no announcement \"{id}\"; see signctl list"},
    {"desk.no_urgent", "没有编号为“{id}”的紧急通知，可能已经结束；请用 signctl urgent list 查看",
     "there is no urgent notice \"{id}\"; it may have ended; see signctl urgent list"},
    {"desk.is_urgent", "“{id}”是紧急通知，请在 /api/urgent 修改",
     "\"{id}\" is an urgent notice; change it at /api/urgent"},
    {"desk.nowhere", "公告“{id}”在任何一块屏上都没有位置；请核对 screens 和 areas",
     "announcement \"{id}\" has no place on any screen; look at its screens and areas"},
    {"desk.over_already", "有效期到 {until} 为止，已经过了，屏幕上不会出现；请核对日期",
     "it is valid until {until}, which has passed: no screen will show it; look at the date"},
    {"desk.urgent_in_import", "文件里的“{id}”是紧急级别，不能导入；紧急通知请单独发布",
     "\"{id}\" in the file is of urgent rank and is not imported; raise urgent notices one by one"},
    {"desk.not_saved", "紧急通知“{id}”正在播放，但还没有存盘；磁盘恢复后会自动保存，在此之前重启会丢失它",
     "the urgent notice \"{id}\" is shown but not saved yet; it will be as soon as the disk allows, and a restart "
     "before "
     "that would lose it"},
    {"desk.no_evidence", "黑屏前的最后画面没能存为“{file}”：{reason}；请检查目录和磁盘空间",
     "the last picture before the blackout could not be kept as \"{file}\": {reason}; look at the folder and the disk"},
    {"desk.evidence", "黑屏前的最后画面已存为“{file}”", "the last picture before the blackout was kept as \"{file}\""},
    {"clock.before_build",
     "电脑的时间（{now}）早于本程序的编译日期，显然不对；有时间规定的公告都不会开始。请校准时间，或确认时间无误",
     "the clock of this computer says {now}, earlier than this program was built; nothing scheduled starts. Set the "
     "clock, or confirm that it is right"},
    {"clock.before_record",
     "电脑的时间（{now}）早于台账里的最后一条记录（{last}"
     "），显然不对；有时间规定的公告都不会开始。请校准时间，或确认时间无误",
     "the clock of this computer says {now}, earlier than the last entry of the ledger ({last}); nothing scheduled "
     "starts. Set the clock, or confirm that it is right"},
    {"clock.stepped", "电脑的时间刚才跳到了 {now}，有时间规定的公告先停放。请看一眼时间：对就确认，不对就校准",
     "the clock of this computer jumped to {now}; what is scheduled waits. Look at the time: confirm it if it is "
     "right, "
     "else set it"},
    {"blackout.of_all", "现在是全部屏幕黑屏，不能只解除 {screens}。请解除全部；要留黑的屏幕再单独黑屏。",
     "All screens are blacked out, so {screens} cannot be lifted alone. Lift all of them, and black out again those "
     "that "
     "are to stay dark."},
    {"blackout.not_latched",
     "黑屏标记写不进“{file}”（{reason}）：现在屏幕已黑，但重启后不保证仍黑。请检查磁盘，或直接断开屏幕电源。",
     "The blackout could not be written to \"{file}\" ({reason}): the screens are dark now, but a restart might light "
     "them. Check the disk, or cut the power of the screens."},
    {"blackout.not_lifted", "黑屏标记“{file}”删不掉（{reason}），屏幕保持黑屏。请检查磁盘和权限后再试。",
     "The mark of the blackout \"{file}\" could not be removed ({reason}); the screens stay dark. Check the disk and "
     "the "
     "rights of the folder, then try again."},
    {"daemon.no_driver", "屏幕“{screen}”：没有名为“{driver}”的驱动；可用 signctl drivers 查看全部驱动",
     "screen \"{screen}\": there is no driver \"{driver}\"; `signctl drivers` lists them all"},
    {"daemon.no_screen", "没有名为“{screen}”的屏幕；请核对配置文件中的 [[screen]] 名称",
     "there is no screen \"{screen}\"; see the names under [[screen]] in the configuration"},
    {"link.no_reply", "屏幕没有在 2 秒内应答；请检查电源、接线和地址，系统会继续重试",
     "the screen did not answer within 2 seconds; check its power, wiring and address. It will be tried again"},
    {"link.rejected", "屏幕拒绝了这条命令；请核对驱动和屏参设置",
     "the screen refused the command; check the driver and its settings against the card"},
    {"link.reply_too_long", "屏幕的应答过长，不是这种控制卡的格式；请核对驱动",
     "the answer of the screen is too long for this kind of card; check the driver"},
    {"link.is_up", "自 {since} 起畅通，已发送 {frames} 帧", "up since {since}, {frames} frames sent"},
    {"link.is_dark", "自 {since} 起畅通，已关屏（保持黑屏），关屏前发送 {frames} 帧",
     "up since {since}, switched off (kept dark), {frames} frames sent before"},
    {"link.is_down", "自 {since} 起中断，此前发送 {frames} 帧，正在重试",
     "down since {since} after {frames} frames; retrying"},
    {"link.last_trouble", "；最近一次故障（{at}）：{trouble}", "; last trouble ({at}): {trouble}"},
    {"link.broken", "这条线路因程序内部错误而停止（{what}）；请重启 signboardd 并报告此问题",
     "this line was stopped by an error of the program itself ({what}); restart signboardd and report it"},

    {"announcement.turn_too_long",
     "这条公告播放一轮要超过 {hours} 小时，后面的公告将轮不到；请减少 repeats、缩短 hold_ms 或精简文字",
     "one turn of this announcement takes more than {hours} hours and keeps all others waiting; lower repeats or "
     "hold_ms, "
     "or shorten the text"},
    {"finding.missing_glyph",
     "第 {position} 个字 {character} 没有字体能显示（共 {count} 处），将显示为方框；请换一个字",
     "character {position}, {character}, is in no font (found {count} times) and would be a box; use another one"},
    {"finding.legacy_tibetan",
     "第 {position} 个字 {character} 是旧式藏文编码（共 {count} 处）；请在藏文输入法中改用统一码重新录入",
     "character {position}, {character}, is in an old Tibetan encoding (found {count} times); type the text again in "
     "Unicode Tibetan"},
    {"finding.private_use",
     "第 {position} 个字 {character} 是私用区编码（共 {count} 处），各处显示可能不同；请换一个字",
     "character {position}, {character}, is a private-use code (found {count} times) that means something else "
     "elsewhere; use another one"},
    {"finding.tibetan_under_24_rows",
     "藏文在 {rows} 行高的屏上辨认困难（国家点阵标准从 32 行起，24 行尚可）；请用更高的区域，并请懂藏文的人看过预览",
     "Tibetan is hard to read on {rows} rows (the national standards begin at 32, 24 will do); use a taller area, and "
     "have a "
     "reader "
     "of Tibetan look at the preview"},
    {"finding.han_under_16_rows", "汉字在 {rows} 行高的屏上笔画会粘连；至少需要 16 行",
     "the strokes of Chinese characters merge on {rows} rows; at least 16 are needed"},
    {"finding.clipped", "文字上下被裁掉 {rows} 行（自第 {position} 个字起）；请用更高的区域或换个写法",
     "{rows} rows of ink are cut off (from character {position}); use a taller area or other words"},
    {"finding.removed_control", "第 {position} 个字处的控制字符 {character} 已去掉（共 {count} 处）",
     "the control character {character} at character {position} was left out (found {count} times)"},
    {"finding.removed_bidi_override",
     "第 {position} 个字处的强制书写方向字符 {character} 已去掉（共 {count} 处），它会使文字顺序颠倒",
     "the direction override {character} at character {position} was left out (found {count} times): it would reorder "
     "the text"},
    {"finding.overflow",
     "文字需要 {pages} 屏才能显示完，静止显示放不下，将逐屏翻页；请缩短文字，或改用 scroll_left、page",
     "the text needs {pages} screenfuls and cannot be held still: they are turned like pages; shorten it, or use "
     "scroll_left or page"},

    {"cli.text_empty", "文字为空，没有可显示的内容；请用 --text、--text-file 或 --playlist 给出内容",
     "the text is empty, so there is nothing to show; give one with --text, --text-file or --playlist"},
    {"cli.one_source", "请只用 --text、--text-file、--playlist 三者之一",
     "give exactly one of --text, --text-file and --playlist"},
    {"cli.bad_value", "{option}：看不懂“{value}”；应为 {wanted}",
     "{option}: cannot read \"{value}\"; wanted is {wanted}"},
    {"cli.impossible_size", "{option}：尺寸 {value} 不可用；宽和高各为 1 到 {most} 像素，总数不超过 {pixels}",
     "{option}: a size of {value} is impossible; width and height are 1 to {most} pixels, {pixels} in all"},
    {"cli.too_many_frames", "要求 {count} 帧，最多 {most} 帧；请缩小 --frames 范围",
     "{count} frames were asked for, at most {most} are made; narrow --frames"},
    {"cli.cut_short", "整个循环有 {count} 帧，只取前 {most} 帧；可用 --frames 指定其他部分",
     "the whole loop has {count} frames, of which the first {most} were taken; ask for others with --frames"},
    {"cli.no_such_id", "播放列表 {file} 中没有编号为“{id}”的公告", "there is no announcement \"{id}\" in {file}"},
    {"cli.no_fault", "没有编号为“{number}”的故障；signctl fault 列出全部编号",
     "there is no fault \"{number}\"; `signctl fault` lists the numbers"},
    {"cli.needs_config", "请用 --config 指定配置文件，或先启动 signboardd",
     "name the configuration with --config, or start signboardd first"},
    {"cli.cannot_write", "无法写入 {file}：{reason}；请检查目录和磁盘空间",
     "cannot write {file}: {reason}; check the folder and the space on the disk"},
    {"cli.name_a_screen", "有多块屏幕（{screens}）；请指明一块", "there are several screens ({screens}); name one"},
    {"cli.font_needs_units", "--font 须与 --units font 一起使用，反之亦然",
     "--font goes with --units font, and the other way round"},
    {"cli.one_origin", "请只用 --text、--file、--playlist、--json-file 之一给出公告",
     "say what to announce with exactly one of --text, --file, --playlist and --json-file"},
    {"cli.text_twice", "--text 和 --file 只能用一个", "give --text or --file, not both"},
    {"cli.one_end", "结束时间请只写一个：--until（--to）或 --for", "give one end: --until (--to) or --for, not both"},
    {"cli.no_document", "{file} 不是一条公告或公告列表（JSON）：{reason}",
     "{file} is neither an announcement nor a list of them as JSON: {reason}"},
    {"cli.one_id_for_many", "有多条公告，不能都用 --id 给的编号；请去掉 --id，或只选一条",
     "there are several announcements and --id names one; leave it out, or choose one of them"},
    {"cli.nothing_to_change", "没有写明要改什么；请看 signctl edit --help",
     "nothing was said that would change; see signctl edit --help"},
    {"cli.overtaken",
     "“{id}”在此期间已被 {owner} 改动（现为版本 {version}），这次没有改。请先看 signctl show {id}，再决定是否重做",
     "\"{id}\" was changed meanwhile by {owner} (now version {version}), so nothing was done. Look at it with signctl "
     "show {id}, then decide whether to do it again"},
    {"cli.needs_end", "紧急内容必须有结束时间；请用 --until 19:40 或 --for 3h",
     "something urgent must have an end; give --until 19:40 or --for 3h"},
    {"cli.end_has_passed", "结束时间 {until} 已经过去（现在 {now}）；请写以后的时间",
     "the end {until} has passed already (it is {now}); give a later one"},
    {"cli.no_state", "不知道 signboardd 的状态目录；请用 --state 目录 或 --config 配置文件 指明",
     "the folder of the state of signboardd is not known; name it with --state DIR or --config FILE"},
    {"cli.no_state_key", "{file} 里没有写 state（状态目录）；请用 --state 目录 指明",
     "{file} does not say state, the folder of the state; name it with --state DIR"},
    {"cli.dark_all_only", "signboardd 没有应答，此时只能让全部屏幕一起黑屏；如需如此，请去掉 --screens 再执行",
     "signboardd did not answer, and without it only all screens can be made dark; to do so, repeat it without "
     "--screens"},
    {"cli.dark_later",
     "没有找到运行中的 signboardd（{file}）：标记已写好，signboardd 下次启动时即为黑屏；屏幕若还亮着，请断开屏幕电源",
     "no signboardd was found running ({file}): the mark is there and it will be dark when signboardd starts next; "
     "if a screen is still lit, cut its power"},
};

}  // namespace

std::span<Wording const> controller_wordings() { return table; }

}  // namespace signboard
