#include "controller/messages.hpp"

#include <array>

namespace signboard {
namespace {

constexpr std::array words{
    Wording{"time.unreadable",
            "看不懂时间“{text}”。请写成 2026-11-22T08:30:00+08:00 的形式，年份在 1970 至 2200 之间。",
            "\"{text}\" is no point in time. Write it like 2026-11-22T08:30:00+08:00, in a year from 1970 to 2200."},
    Wording{"time.unreadable_offset", "看不懂时差“{text}”。请写成 +08:00（北京时间）的形式。",
            "\"{text}\" is no offset from UTC. Write it like +08:00 (Beijing time)."},
};

}  // namespace

std::span<Wording const> base_wordings() { return words; }

}  // namespace signboard
