#include "controller/messages.hpp"

#include <array>

namespace signboard {
namespace {

constexpr std::array wordings{
    Wording{
        "fonts.missing", "找不到字体文件 {file}。请安装软件包 {package}（apt install {package}），然后重新启动。",
        "The font file {file} is not there. Install the package {package} (apt install {package}) and start again."},
    Wording{"fonts.damaged",
            "字体文件 {file} 无法读取，可能已损坏。请重新安装软件包 {package}（apt install --reinstall {package}）。",
            "The font file {file} cannot be read; it may be damaged. Reinstall the package {package} "
            "(apt install --reinstall {package})."},
    Wording{"fonts.unreadable_file", "无法打开字体文件 {file}。请检查路径和读取权限。",
            "The font file {file} cannot be opened. Check the path and the permission to read it."},
    Wording{"fonts.damaged_file", "{file} 不是 OpenType 字体，或者已损坏。请换一个 .ttf、.otf 或 .ttc 文件。",
            "{file} is not an OpenType font, or it is damaged. Name another .ttf, .otf or .ttc file."},
    Wording{"fonts.no_face", "字体文件 {file} 中没有第 {face} 个字面：编号从 0 开始，共有 {faces} 个。请改用其中之一。",
            "The font file {file} has no face {face}: they are numbered from 0 and there are {faces}. Choose one of "
            "them."},
    Wording{"fonts.bad_feature",
            "看不懂字体特性“{feature}”。请按 HarfBuzz 的写法填写，例如 halt、halt[0:1] 或 -kern，多个之间用逗号隔开。",
            "The font feature \"{feature}\" cannot be read. Write it as HarfBuzz does, for example halt, halt[0:1] or "
            "-kern, with commas between them."},
    Wording{
        "fonts.not_in_manifest", "字体清单里缺少“{name}”，没有它就无法显示汉字或藏文。请在清单中补上这一项。",
        "The font manifest lacks \"{name}\", without which Han or Tibetan cannot be shown. Add it to the manifest."},
    Wording{"fonts.unknown_name", "字体清单里的“{name}”不是已知的名称，这一项没有使用。请检查拼写。",
            "The font manifest names \"{name}\", which is not known, so it is not used. Check the spelling."},
    Wording{"fonts.no_break_rules",
            "无法载入 ICU 的断行规则（{reason}）。请重新安装软件包 libicu72（apt install --reinstall libicu72）。",
            "ICU's rules for line breaking cannot be loaded ({reason}). Reinstall the package libicu72 "
            "(apt install --reinstall libicu72)."},
    Wording{"text.invalid_utf8",
            "文字不是有效的 UTF-8：从第 {offset} 个字节（从 0 数起）开始出错。请将文件另存为 UTF-8 编码后重试。",
            "The text is not valid UTF-8: it goes wrong at byte {offset}, counted from 0. Save it as UTF-8 and try "
            "again."},
    Wording{"text.too_long", "文字太长：{bytes} 字节，最多 {limit} 字节。请缩短，或分成几条发布。",
            "The text is too long: {bytes} bytes, at most {limit}. Shorten it or publish it in parts."},
    Wording{"text.too_wide", "文字排成一行超过了 {limit} 个像素，无法滚动显示。请缩短文字、分成几条，或减小字高。",
            "Set in one line the text is wider than {limit} pixels and cannot be scrolled. Shorten it, publish it in "
            "parts or choose a smaller height."},
    Wording{"text.nothing_visible", "文字只有空白或不可见的字符，屏幕上什么也看不到。请写上要显示的文字。",
            "The text has only blanks or signs that cannot be seen, so the screen would be dark. Write what is to be "
            "shown."},
    Wording{"type.impossible_rows",
            "字高 {rows} 行不可用：只能在 {smallest} 到 {largest} 行之间。请修改屏幕或区域的高度设置。",
            "A type height of {rows} rows is impossible: it must be {smallest} to {largest}. Change the height of the "
            "screen or area."},
};

}  // namespace

std::span<Wording const> fonts_wordings() { return wordings; }

}  // namespace signboard
