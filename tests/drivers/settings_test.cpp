#include "drivers/settings.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/error_values.hpp"

namespace signboard {
namespace {

using Table = std::map<std::string, SettingValue, std::less<>>;

TEST_CASE("what is configured is taken, the rest is as it is by default") {
  Settings settings(Table{{"loud", true},
                          {"count", std::int64_t{7}},
                          {"gamma", 2.2},
                          {"whole", std::int64_t{2}},
                          {"name", std::string("lobby")},
                          {"turn", std::int64_t{90}}});
  CHECK(settings.flag("loud", false));
  CHECK(settings.number("count", 1, 1, 10) == 7);
  CHECK(settings.real("gamma", 1.0, 0.5, 4.0) == 2.2);
  CHECK(settings.real("whole", 1.0, 0.5, 4.0) == 2.0);
  CHECK(settings.text("name", "hall") == "lobby");
  CHECK(settings.choice("turn", 0, {"0", "90"}) == 1);
  CHECK_FALSE(settings.flag("quiet", false));
  CHECK(settings.number("other", 3, 1, 10) == 3);
  CHECK(settings.text("title", "hall") == "hall");
  CHECK(settings.faults().empty());
}

TEST_CASE("a value of the wrong type or out of range leaves the default and a fault") {
  Settings settings(Table{{"loud", std::int64_t{1}},
                          {"count", 2.5},
                          {"size", std::int64_t{0}},
                          {"gamma", std::numeric_limits<double>::quiet_NaN()},
                          {"order", std::string("xyz")}});
  CHECK_FALSE(settings.flag("loud", false));
  CHECK(settings.number("count", 3, 1, 10) == 3);
  CHECK(settings.number("size", 3, 1, 10) == 3);
  CHECK(settings.real("gamma", 1.0, 0.25, 4.0) == 1.0);
  CHECK(settings.choice("order", 1, {"rgb", "grb"}) == 1);
  auto const faults = settings.faults();
  REQUIRE(faults.size() == 5);
  CHECK(faults[0].id == "driver.setting_type");
  CHECK(faults[1].id == "driver.setting_type");
  CHECK(value_of(faults[1], "wanted") == "1 ... 10");
  CHECK(faults[2].id == "driver.setting_range");
  CHECK(value_of(faults[2], "value") == "0");
  CHECK(value_of(faults[3], "smallest") == "0.25");
  CHECK(faults[4].id == "driver.setting_choice");
  CHECK(value_of(faults[4], "choices") == "rgb, grb");
}

TEST_CASE("a setting nobody took is a typing error, and the name it looks like is given") {
  Settings settings(Table{{"packet_byte", std::int64_t{1}}, {"zoom", std::int64_t{2}}});
  settings.number("packet_bytes", 1'440, 3, 1'440);
  settings.choice("sequence", 0, {"count"});
  auto const faults = settings.faults();
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].id == "driver.misspelt_setting");
  CHECK(value_of(faults[0], "nearest") == "packet_bytes");
  CHECK(faults[1].id == "driver.unknown_setting");
  CHECK(value_of(faults[1], "known") == "packet_bytes, sequence");
}

TEST_CASE("a driver without settings says so when it is given one") {
  Settings const settings(Table{{"zoom", std::int64_t{2}}});
  auto const faults = settings.faults();
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].id == "driver.no_settings");
}

}  // namespace
}  // namespace signboard
