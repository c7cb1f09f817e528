#include "controller/messages.hpp"

namespace signboard {
namespace {

constexpr Wording table[] = {
    {"driver.setting_type", "驱动设置 {setting} 的类型不对；应写成：{wanted}",
     "the driver setting {setting} has the wrong type; it is written as {wanted}"},
    {"driver.setting_range", "驱动设置 {setting} = {value} 超出范围；请填 {smallest} 到 {largest} 之间的数",
     "the driver setting {setting} = {value} is out of range; give a number from {smallest} to {largest}"},
    {"driver.setting_choice", "驱动设置 {setting} = {value} 不可用；可选：{choices}",
     "the driver setting {setting} = {value} is not one of the choices; there are {choices}"},
    {"driver.misspelt_setting", "没有名为 {setting} 的驱动设置，是否想写 {nearest}？该驱动的设置有：{known}",
     "there is no driver setting {setting}; did you mean {nearest}? This driver has {known}"},
    {"driver.unknown_setting", "没有名为 {setting} 的驱动设置；该驱动的设置有：{known}",
     "there is no driver setting {setting}; this driver has {known}"},
    {"driver.no_settings", "该驱动没有任何设置；请删去 {setting}", "this driver has no settings; remove {setting}"},

    {"ddp.packet_bytes_uneven", "packet_bytes = {value} 会把一个像素拆到两个包里；请改为 3 的倍数：{below} 或 {above}",
     "packet_bytes = {value} would cut a pixel in two; use a multiple of 3: {below} or {above}"},
    {"ddp.too_many_packets",
     "按 packet_bytes = {packet_bytes}，每帧要发 {packets} 个包，上限为 {most}；请增大 packet_bytes（最大 "
     "1440）或把屏幕分成几块",
     "with packet_bytes = {packet_bytes} a frame takes {packets} packets, and {most} is the most; make packet_bytes "
     "larger (up to 1440) or divide the screen"},

    {"adalight.too_many_pixels",
     "Adalight 一帧最多 {most} 个像素，这块屏有 {pixels} 个；请减小 size，或把屏幕分成几块、每块接一个串口",
     "Adalight carries at most {most} pixels a frame and this screen has {pixels}; make size smaller, or divide the "
     "screen between several ports"},
    {"tpm2.too_many_pixels",
     "TPM2 一帧最多 {most} 个像素（含填充像素），这块屏有 {pixels} 个；请减小 size，或把屏幕分成几块、每块接一个串口",
     "TPM2 carries at most {most} pixels a frame (a dummy one included) and this screen has {pixels}; make size "
     "smaller, "
     "or divide the screen between several ports"},

    {"picture.too_large", "{width}×{height} 放大 {zoom} 倍后的图片超过 {most} 个像素；请减小 zoom",
     "{width}x{height} at zoom {zoom} is more than {most} pixels; use a smaller zoom"},
    {"picture.side_too_long", "{width}×{height} 放大 {zoom} 倍后有一边超过 {most} 像素，GIF 存不下；请减小 zoom",
     "{width}x{height} at zoom {zoom} has a side of more than {most} pixels, which a GIF cannot hold; use a smaller "
     "zoom"},
    {"picture.lamps_too_small", "zoom = {zoom} 太小，画不出圆形灯点；请把 zoom 设为 3 以上，或去掉 dots",
     "zoom = {zoom} is too small to draw round lamps; set zoom to 3 or more, or leave out dots"},
    {"picture.not_png", "不是 PNG 图片；请用画图等软件打开，另存为 PNG 格式（只改文件扩展名不行）",
     "this is not a PNG picture; open it with a paint program and save it as PNG (renaming the file is not enough)"},
    {"picture.damaged", "PNG 图片已损坏：{reason}；请重新复制文件，或用画图软件打开后另存为 PNG",
     "the PNG picture is damaged: {reason}; copy the file again, or open it with a paint program and save it as PNG"},
    {"picture.too_many_pixels", "图片是 {width}×{height}，超过 {most} 个像素；请先用画图软件缩小到屏幕区域的大小",
     "the picture is {width}x{height}, more than {most} pixels; make it as small as its area with a paint program"},
    {"picture.not_encoded", "图片无法生成：{reason}；可能是内存不足，请减小 zoom 后重试",
     "the picture could not be made: {reason}; memory may be short, try a smaller zoom"},

    {"line.unreadable", "线路“{line}”写法有误，看不懂的部分是“{part}”；正确写法例如：{example}",
     "the line \"{line}\" cannot be read at \"{part}\"; lines are written like {example}"},
    {"line.unknown_kind", "线路“{line}”：没有“{kind}”这种线路；可用：{known}。写法例如：{example}",
     "the line \"{line}\": there is no kind \"{kind}\"; there are {known}, written like {example}"},
    {"line.no_port", "线路“{line}”缺少端口号；请写成 udp:地址:端口",
     "the line \"{line}\" has no port; write "
     "udp:HOST:PORT"},
    {"line.unknown_option", "线路“{line}”：没有选项 {option}；可用：{known}",
     "the line \"{line}\": there is no option {option}; there are {known}"},
    {"line.option_value", "线路“{line}”：选项 {option} 的值“{value}”不对；应为：{wanted}",
     "the line \"{line}\": the option {option} cannot be \"{value}\"; it is {wanted}"},

    {"line.no_device",
     "线路“{line}”：没有设备 {device}，可能没有插上、拔掉后换了名字或写错；用 signctl ports "
     "查看现有串口（/dev/serial/by-id "
     "下的名字不会变），插上后系统会自动重试",
     "the line \"{line}\": there is no device {device}; it may be unplugged, renamed after plugging, or misspelt. "
     "`signctl ports` lists those there are (names under /dev/serial/by-id do not change); it will be tried again"},
    {"line.not_a_port", "线路“{line}”：{device} 不是串口；用 signctl ports 查看现有串口",
     "the line \"{line}\": {device} is not a serial port; `signctl ports` lists those there are"},
    {"line.port_busy",
     "线路“{line}”：{device} 正被别的程序占用；请关闭该程序（可用 fuser -v {device} "
     "查出），或检查是否有两块屏写了同一个串口，系统会继续重试",
     "the line \"{line}\": another program uses {device}; close it (fuser -v {device} names it), or see whether two "
     "screens have the same port. It will be tried again"},
    {"line.port_denied",
     "线路“{line}”：账号 {account} 无权打开 {device}，该设备属于用户组 {group}；请运行 sudo adduser {account} {group}，"
     "然后重新登录或重启 signboardd",
     "the line \"{line}\": the account {account} may not open {device}, which belongs to the group {group}; run `sudo "
     "adduser {account} {group}`, then log in again or restart signboardd"},
    {"line.port_closed",
     "线路“{line}”：账号 {account} 无权打开 {device}，只有其所有者可以；请管理员用 udev 规则把它交给 dialout 组"
     "（GROUP=\"dialout\", MODE=\"0660\"），再运行 sudo adduser {account} dialout 并重启 signboardd",
     "the line \"{line}\": the account {account} may not open {device}, only its owner may; give it to the group "
     "dialout "
     "with a udev rule (GROUP=\"dialout\", MODE=\"0660\"), run `sudo adduser {account} dialout` and restart "
     "signboardd"},
    {"line.port_setting",
     "线路“{line}”：{device} 不支持 baud={baud}、bits={bits} 这样的设置；请核对控制卡说明书，改用常见的波特率（如 "
     "115200）和 8N1",
     "the line \"{line}\": {device} cannot be set to baud={baud} and bits={bits}; see the card's manual, or use an "
     "ordinary rate (like 115200) and 8N1"},
    {"line.unplugged", "线路“{line}”：{device} 断开了（被拔出或断电）；请检查 USB 插头和供电，插回后会自动恢复显示",
     "the line \"{line}\": {device} is gone (pulled out, or without power); check the plug and the power. The screen "
     "comes back by itself when it is plugged in again"},
    {"line.stuck",
     "线路“{line}”：{device} 在 {ms} 毫秒内没有收下数据；如果用了 flow=rtscts 或 "
     "xonxoff，请核对接线和控制卡是否支持，否则改为 flow=none。系统会继续重试",
     "the line \"{line}\": {device} did not take its bytes within {ms} ms; with flow=rtscts or xonxoff see that the "
     "wires "
     "are there and the card knows it, or use flow=none. It will be tried again"},
    {"line.plain_terminal",
     "线路“{line}”：{device} 不是普通串口（虚拟终端或 USB gadget），已按终端方式打开；波特率等设置对它可能不起作用",
     "the line \"{line}\": {device} is no ordinary serial port (a pseudo-terminal or gadget) and was opened as a "
     "terminal; "
     "baud rate and bits may mean nothing to it"},
    {"ports.not_listed", "无法列出本机串口（{reason}）；请检查 /sys 和 /dev 是否可读",
     "the serial ports cannot be listed ({reason}); see that /sys and /dev can be read"},

    {"line.unknown_host", "线路“{line}”：找不到主机 {host}（{reason}）；请核对名称，检查网络和 DNS，或改用 IP 地址",
     "the line \"{line}\": the host {host} was not found ({reason}); check the name, the network and DNS, or use an IP "
     "address"},
    {"line.source",
     "线路“{line}”：不能从本机地址 {source} 发送（{reason}）；请核对它是本机地址，且与屏幕地址同为 IPv4 或 "
     "IPv6",
     "the line \"{line}\": cannot send from {source} ({reason}); it must be an address of this machine, of the same "
     "family (IPv4 or IPv6) as the screen's"},
    {"line.unreachable", "线路“{line}”：网络不通（{reason}）；请检查网线、交换机和本机网络设置，系统会继续重试",
     "the line \"{line}\": the network cannot be reached ({reason}); check cable, switch and network settings. It will "
     "be tried again"},
    {"line.refused", "线路“{line}”：对方设备在线，但该端口没有程序接收；请核对端口号和控制器是否启用了该协议",
     "the line \"{line}\": the device answers that nobody listens on this port; check the port and that the controller "
     "has this protocol switched on"},
    {"line.packet_too_long", "线路“{line}”：数据包太长，网络发不出去（{reason}）；请减小 packet_bytes",
     "the line \"{line}\": a packet is too long for the network ({reason}); use smaller packet_bytes"},
    {"line.denied", "线路“{line}”：系统不允许写入或发送（{reason}）；请检查运行账号的权限和防火墙",
     "the line \"{line}\": the system does not allow it ({reason}); check the rights of the account and the firewall"},
    {"line.no_space", "线路“{line}”：磁盘已满（{reason}），画面文件没有更新；请清理磁盘",
     "the line \"{line}\": the disk is full ({reason}) and the file was not renewed; free some space"},
    {"line.no_folder", "线路“{line}”：文件所在的文件夹不存在（{reason}）；请先建好文件夹或改正路径",
     "the line \"{line}\": the folder of the file does not exist ({reason}); create it or correct the path"},
    {"line.reader_gone", "线路“{line}”：接收画面的终端或程序已关闭（{reason}）",
     "the line \"{line}\": the terminal or program that read the picture has closed ({reason})"},
    {"line.deaf", "线路“{line}”只能发送，不能接收应答；请为这个驱动换一种线路",
     "the line \"{line}\" can only send, not hear an answer; use another line for this driver"},
    {"line.broken", "线路“{line}”出错（{reason}）；请检查连接，系统会继续重试",
     "the line \"{line}\" failed ({reason}); check the connection. It will be tried again"},
};

}  // namespace

std::span<Wording const> drivers_wordings() { return table; }

}  // namespace signboard
