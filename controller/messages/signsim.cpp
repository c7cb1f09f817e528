#include "controller/messages.hpp"

namespace signboard {
namespace {

constexpr Wording table[] = {
    {"signsim.bad_card", "看不懂模拟卡“{card}”中的“{part}”；写法例如：{example}，详见 signsim --help",
     "the card \"{card}\" cannot be read at \"{part}\"; write it like {example}, see signsim --help"},
    {"signsim.no_card", "没有名为“{driver}”的模拟卡；可用：{known}",
     "there is no simulated card \"{driver}\"; there are {known}"},
    {"signsim.wrong_place", "模拟卡“{card}”不能接在“{place}”上；应写成例如：{wanted}",
     "the card \"{card}\" cannot be plugged in at \"{place}\"; write it like {wanted}"},
    {"signsim.same_name", "有两块模拟卡都叫“{name}”；请写成 名称=驱动:宽x高@位置，给它们不同的名称",
     "two cards are called \"{name}\"; give each a name of its own: NAME=DRIVER:WIDTHxHEIGHT@PLACE"},
    {"signsim.nothing_to_play", "没有要模拟的卡；请写出，例如 signsim ddp:192x32@4048，或用 --screens 指定配置文件",
     "there is no card to simulate; name one, as in signsim ddp:192x32@4048, or a configuration with --screens"},
    {"signsim.no_screens", "配置 {file} 中没有一块屏幕的驱动有模拟卡；signsim --help 列出有模拟卡的驱动",
     "no screen of {file} has a driver with a simulated card; signsim --help lists those that have one"},
    {"signsim.cannot_bind",
     "不能在 {place} 接收（{reason}）；端口可能被占用，或该地址不是本机的，请换一个端口，或把配置中的线路改到 "
     "127.0.0.1",
     "cannot listen at {place} ({reason}); the port may be taken or the address another computer's: use another port, "
     "or let the line in the configuration lead to 127.0.0.1"},
    {"signsim.no_pty", "系统不能建立虚拟串口（{reason}）；请检查 /dev/pts 是否可用",
     "the system gives no pseudo-terminal ({reason}); see whether /dev/pts is there"},
    {"signsim.no_link", "不能建立串口链接 {file}（{reason}）；请换一个可写的路径，或先删除那里已有的文件",
     "cannot make the link {file} ({reason}); choose a path that may be written, or remove what is there"},
    {"signsim.no_window", "不能打开窗口（{reason}）；请在桌面上运行，或改用 --terminal 或 --headless",
     "no window can be opened ({reason}); run it on a desktop, or use --terminal or --headless"},
    {"signsim.bad_fault", "看不懂故障“{fault}”中的“{part}”；写法例如：{example}",
     "the fault \"{fault}\" cannot be read at \"{part}\"; write it like {example}"},
    {"signsim.no_such_card", "没有名为“{card}”的模拟卡；现有：{known}",
     "there is no card \"{card}\"; there are {known}"},
    {"signsim.unknown_wish", "看不懂“{line}”；可以输入：fault 卡名 故障、quit",
     "\"{line}\" is not understood; there are: fault CARD KIND, quit"},
};

}  // namespace

std::span<Wording const> signsim_wordings() { return table; }

}  // namespace signboard
