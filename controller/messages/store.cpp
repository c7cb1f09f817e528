#include "controller/messages.hpp"

#include <array>

namespace signboard {
namespace {

// json.* are about documents programs exchange, store.* about what is kept on the disk.
constexpr std::array words{
    Wording{"json.syntax", "第 {offset} 字节（从 0 数起）处不符合 JSON 格式。请检查逗号、引号和括号。",
            "At byte {offset} (counted from 0) this is not JSON. Check commas, quotes and brackets."},
    Wording{"json.too_deep", "括号嵌套超过 {limit} 层。请按格式说明重写。",
            "Brackets are nested more than {limit} deep. Write it as the format describes."},
    Wording{"json.repeated_key", "同一个对象里键“{key}”出现了两次，不知道以哪个为准。请删去一个。",
            "The key \"{key}\" stands twice in one object, so it is unclear which one counts. Take one out."},
    Wording{"json.wants_object", "此处应为一个对象，写成 { \"键\": 值 }。",
            "Here must be an object, written { \"key\": value }."},
    Wording{"json.wants_list", "“{key}”应为列表，写成 [ ... ]。", "\"{key}\" must be a list, written [ ... ]."},
    Wording{"json.wants_text", "“{key}”应为文字，放在英文双引号中。",
            "\"{key}\" must be a text between straight quotes."},
    Wording{"json.wants_texts", "“{key}”应为若干文字的列表，例如 [\"...\", \"...\"]。",
            "\"{key}\" must be a list of texts, as in [\"...\", \"...\"]."},
    Wording{"json.wants_flag", "“{key}”应为 true 或 false，不加引号。",
            "\"{key}\" must be true or false, without quotes."},
    Wording{
        "json.wants_moment",
        "“{key}”的时间“{value}”看不懂或不存在。请写成 \"2026-12-31\" 或 \"2026-12-31T18:00:00+08:00\"，年份 1970 至 "
        "2200。",
        "\"{value}\" is no moment for \"{key}\", or does not exist. Write \"2026-12-31\" or "
        "\"2026-12-31T18:00:00+08:00\", in a year from 1970 to 2200."},

    Wording{"store.no_space",
            "磁盘已满，没有保存（{file}"
            "）。已保存的内容不受影响。请删去不用的文件（旧备份、日志）腾出空间，然后重做刚才的操作。",
            "The disk is full and this was not saved ({file}). What was saved before is safe. Make room (old backups, "
            "logs), then do it again."},
    Wording{
        "store.io", "读写“{file}”时磁盘出错（{reason}），没有保存。请尽快备份，检查磁盘和电缆，然后重做刚才的操作。",
        "The disk failed at \"{file}\" ({reason}) and this was not saved. Make a backup soon, check the disk and its "
        "cable, then do it again."},
    Wording{
        "store.unsure",
        "保存“{file}”时磁盘在最后一步出错（{reason}"
        "），可能没有保存。请处理磁盘问题（腾出空间或检查电缆），再核对公告列表，缺少的重做。",
        "The disk failed at the last step of saving to \"{file}\" ({reason}); this is probably not saved. See to the "
        "disk (make room, check its cable), then compare the list of announcements and do again what is missing."},
    Wording{"store.locked", "“{file}”正被另一个程序使用（可能 signboardd 已在运行）。请先停止那个程序再试。",
            "\"{file}\" is in use by another program; signboardd may already be running. Stop it and try again."},
    Wording{"store.corrupt",
            "数据文件“{file}”已损坏（{reason}）。文件没有改动。请把它复制一份留存，再用最近的备份恢复：signctl restore "
            "备份文件。",
            "The store \"{file}\" is damaged ({reason}). It was left as it is. Keep a copy of it, then bring back the "
            "latest backup: signctl restore BACKUP."},
    Wording{"store.foreign", "“{file}”不是本程序的数据文件。请核对路径。",
            "\"{file}\" is not a store of this program. Check the path."},
    Wording{"store.newer",
            "“{file}”由更新版本的程序写成（格式 {form}，本程序只认到 {known}）。请安装新版本，或用旧版本时的备份恢复。",
            "\"{file}\" was written by a newer program (form {form}; this one knows up to {known}). Install the newer "
            "version, or restore a backup from before."},
    Wording{"store.cannot_open", "无法打开或建立“{file}”（{reason}）。请检查文件夹是否存在、是否有读写权限。",
            "\"{file}\" cannot be opened or made ({reason}). Check that the folder exists and may be written."},
    Wording{
        "store.denied", "没有权限写入“{file}”。请让管理员把该文件及所在文件夹的所有者改为运行 signboardd 的用户。",
        "\"{file}\" may not be written. Ask the administrator to give the file and its folder to the user that runs "
        "signboardd."},
    Wording{
        "store.vanished",
        "数据文件“{file}”不见了或是空的，但记录表明它曾有 {count} 条台账。请用备份恢复；确实要从头开始，就删去 "
        "{witness}。",
        "The store \"{file}\" is gone or empty, though it once held {count} rows of the ledger. Restore a backup; if "
        "you do want to begin anew, remove {witness}."},
    Wording{"store.no_backup", "没有可用的备份“{file}”（文件不存在或是空的）。请核对路径和 U 盘。",
            "There is no backup \"{file}\", or it is empty. Check the path and the stick."},
    Wording{"store.backup_exists", "“{file}”已经存在，备份不会覆盖任何文件。请换一个文件名，例如在名字里写上日期。",
            "There is something at \"{file}\" already, and a backup replaces nothing. Choose another name, such as one "
            "with the date in it."},
    Wording{"store.export_failed", "台账没有完整写出。请检查目标磁盘的空间后重试。",
            "The ledger was not written out in full. Check the room on the target disk and try again."},
    Wording{
        "store.busy", "待保存的操作已有 {limit} 个，暂时不能接受更多。请稍候几秒再试；若一直如此，请检查磁盘。",
        "{limit} changes are waiting to be saved; no more can be taken now. Try again in a few seconds; if it stays "
        "so, check the disk."},
    Wording{"store.closed", "程序正在停止，没有保存。请在它重新启动后再试。",
            "The program is stopping and this was not saved. Try again when it has started."},

    Wording{"store.stale",
            "公告“{id}”已被别人改动（您看到的是第 {expected} 版，现在是第 {version} 版）。请重新打开再改。",
            "Somebody else has changed \"{id}\" (you saw version {expected}, now it is {version}). Open it again and "
            "make your change there."},
    Wording{"store.in_force", "编号“{id}”已有一条公告在用（第 {version} 版）。请换一个编号，或修改那一条。",
            "\"{id}\" is already in use (version {version}). Choose another id, or edit that announcement."},
    Wording{"store.not_in_force", "公告“{id}”不存在，或已经撤下。请刷新列表。",
            "There is no announcement \"{id}\", or it was withdrawn. Look at the list again."},
    Wording{"store.full", "公告已达 {limit} 条的上限，没有保存。请撤下过期的公告。",
            "There are already {limit} announcements, and this one was not saved. Withdraw those that are over."},
    Wording{"store.key_reused", "请求编号“{key}”已用于另一项操作，这次没有执行。请换一个编号重发。",
            "The request key \"{key}\" was used for something else, so nothing was done. Send it again with another "
            "key."},
    Wording{"store.unfit", "“{id}”的内容不合规范，保存后将无法读回，因此没有保存。请检查文字和各项取值。",
            "\"{id}\" holds something that could not be read back, so it was not saved. Check its words and values."},
    Wording{"store.too_long", "“{what}”太长，最多 {limit} 字节。请缩短。",
            "\"{what}\" is too long; {limit} bytes are allowed. Shorten it."},
    Wording{"store.too_many_settings", "屏幕设置超过 {limit} 项，没有保存。请检查是哪个程序在不断写入设置。",
            "There are more than {limit} screen settings, and this one was not saved. See which program keeps adding "
            "them."},

    Wording{
        "store.ledger_changed",
        "台账第 {number} 行被改动过。请保留现有文件作为证据，报告单位负责人，再用改动之前的备份核对。",
        "Row {number} of the ledger was changed. Keep the file as evidence, report it, and compare it with a backup "
        "from before."},
    Wording{"store.ledger_missing",
            "台账缺少第 {number} 行。请保留现有文件作为证据，报告单位负责人，再用之前的备份核对。",
            "Row {number} of the ledger is missing. Keep the file as evidence, report it, and compare it with a backup "
            "from before."},
    Wording{"store.ledger_cut",
            "台账末尾被截断：应有 {expected} 行，只有 {kept} 行。请保留现有文件作为证据，报告单位负责人。",
            "The end of the ledger was cut off: {kept} rows of {expected} are there. Keep the file as evidence and "
            "report it."},
    Wording{"store.ledger_head", "台账第 {number} 行与台账结尾的记录对不上。请保留现有文件作为证据，报告单位负责人。",
            "Row {number} of the ledger does not agree with what is noted as its end. Keep the file as evidence and "
            "report it."},
    Wording{"store.ledger_older",
            "台账只有 {kept} 行，而 {file} 记录曾有 {expected} "
            "行：数据文件被换成了旧的。请保留两个文件作为证据，报告单位负责人。",
            "The ledger has {kept} rows, but {file} says there were {expected}: the store was exchanged for an older "
            "one. Keep both files as evidence and report it."},
    Wording{"store.text_changed",
            "公告“{id}”与台账中记录的内容不一致，是绕过本程序改动的。请立即核对屏幕上的内容，保留文件作为证据并报告。",
            "The announcement \"{id}\" is not what the ledger says was published; it was changed behind this program's "
            "back. Check the screens at once, keep the file as evidence and report it."},
    Wording{
        "store.unreadable",
        "已保存的公告“{id}”不合现在的规则（{reason}），没有采用。内容仍在台账中；请核对后重新发布。",
        "The stored announcement \"{id}\" does not fit the present rules ({reason}) and is not used. Its words are in "
        "the ledger; look at them and publish it again."},
    Wording{"store.restored", "数据已从备份“{file}”恢复", "restored from the backup \"{file}\""},
};

}  // namespace

std::span<Wording const> store_wordings() { return words; }

}  // namespace signboard
