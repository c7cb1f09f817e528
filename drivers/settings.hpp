#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace signboard {

using SettingValue = std::variant<bool, std::int64_t, double, std::string>;

/// What a configuration says about one driver, taken by name. Whatever nobody took is a typing error and is reported.
class Settings {
 public:
  Settings() = default;
  explicit Settings(std::map<std::string, SettingValue, std::less<>> values) : values_(std::move(values)) {}

  /// Each takes one setting, or gives the default. A value of the wrong type or out of range is remembered as a fault:
  /// driver.setting_type {setting, wanted}, driver.setting_range {setting, value, smallest, largest},
  /// driver.setting_choice {setting, value, choices}.
  bool flag(std::string_view name, bool otherwise);
  std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t smallest, std::int64_t largest);
  double real(std::string_view name, double otherwise, double smallest, double largest);
  std::string text(std::string_view name, std::string otherwise);
  /// One of `choices`; gives its index. A choice that looks like a number may be written as one: rotation = 90.
  std::size_t choice(std::string_view name, std::size_t otherwise, std::vector<std::string_view> const& choices);

  /// After all were taken: every fault met, and for what is left driver.misspelt_setting {setting, nearest, known}
  /// where a known name looks like it, else driver.unknown_setting {setting, known}, or driver.no_settings {setting}
  /// where the driver has none.
  std::vector<Error> faults() const;

 private:
  SettingValue const* take(std::string_view name);

  std::map<std::string, SettingValue, std::less<>> values_;
  std::vector<std::string> known_;
  std::vector<Error> faults_;
};

}  // namespace signboard
