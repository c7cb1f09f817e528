#include "controller/messages.hpp"

#include <array>

namespace signboard {
namespace {

constexpr std::array words{
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
    Wording{"playlist.needs_end", "级别为 {rank} 的公告会占满屏幕，必须写明何时结束。请加上 valid_until。",
            "An announcement of rank {rank} takes the whole screen, so it must say when it ends. Add valid_until."},
    Wording{
        "playlist.no_screens",
        "screens 是空的，这条公告不会在任何屏幕上显示。请写屏幕名；要在所有屏幕显示，就删去 screens。",
        "The list of screens is empty, so no screen would show it. Name screens; for all of them take the key out."},
    Wording{"playlist.unknown_screen", "没有名为“{screen}”的屏幕。配置中有：{known}。",
            "There is no screen \"{screen}\". The configuration has {known}."},
    Wording{"playlist.too_many", "公告超过 {limit} 条，从这一条起没有采用。请清理过期的公告。",
            "There are more than {limit} announcements; from this one on they were left out. Remove those that are "
            "over."},
};

}  // namespace

std::span<Wording const> playlists_wordings() { return words; }

}  // namespace signboard
