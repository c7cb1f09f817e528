#include "drivers/driver.hpp"

#include <algorithm>
#include <array>

// One line for each driver, in the order people are shown them. drivers/NAME.cpp defines NAME_driver().
#define SIGNBOARD_DRIVERS(X) \
  X(ddp)                     \
  X(adalight)                \
  X(tpm2)                    \
  X(ansi)                    \
  X(png)                     \
  X(gif)                     \
  X(null)

namespace signboard {

#define X(name) DriverKind const& name##_driver();
SIGNBOARD_DRIVERS(X)
#undef X

std::span<DriverKind const* const> drivers() {
#define X(name) &name##_driver(),
  static std::array const all{SIGNBOARD_DRIVERS(X)};
#undef X
  return all;
}

DriverKind const* find_driver(std::string_view name) {
  auto const all = drivers();
  auto const found = std::ranges::find(all, name, &DriverKind::name);
  return found == all.end() ? nullptr : *found;
}

}  // namespace signboard
