#include "tests/bench/large_office.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <random>

namespace signboard {
namespace {

using namespace std::chrono_literals;

constexpr int days_of_week = 7;

class Author {
 public:
  explicit Author(WallTime year_begins) : year_begins_(year_begins) {}

  Announcement write(int number) {
    Announcement item;
    item.id = "announcement-" + std::to_string(number);
    item.texts = {{"zh-Hans", "公告"}};
    item.rank = pick(0, 9) == 0 ? Rank::filler : Rank::routine;
    if (number % 10 == 0)
      item.schedule = hours();
    else
      item.schedule = validity();
    for (int count = number % 3 == 0 ? 2 : 0; count > 0; --count)
      item.screens.push_back(large_office_screen(pick(0, large_office_screens - 1)));
    return item;
  }

 private:
  int pick(int low, int high) { return std::uniform_int_distribution{low, high}(random_); }

  Schedule validity() {
    Schedule schedule;
    schedule.from = year_begins_ + pick(0, 365 * 24 * 60) * 1min;
    schedule.until = *schedule.from + pick(60, 14 * 24 * 60) * 1min;
    return schedule;
  }

  // On few days more often, so that it comes and goes at least seven times a week.
  Schedule hours() {
    Schedule schedule;
    schedule.weekdays = static_cast<Weekdays>(pick(1, every_day));
    auto const days = std::popcount(schedule.weekdays);
    auto const fewest = (days_of_week + days - 1) / days;
    for (int count = pick(fewest, std::max(fewest, 3)); count > 0; --count)
      schedule.windows.push_back({pick(0, 1'439) * 1min, pick(0, 1'440) * 1min});
    return schedule;
  }

  WallTime year_begins_;
  std::mt19937 random_{20'261'122};
};

}  // namespace

std::string large_office_screen(int number) { return "screen-" + std::to_string(number); }

std::vector<Announcement> large_office(WallTime year_begins) {
  Author author(year_begins);
  std::vector<Announcement> all;
  for (int i = 0; i < large_office_size; ++i) all.push_back(author.write(i));
  return all;
}

}  // namespace signboard
