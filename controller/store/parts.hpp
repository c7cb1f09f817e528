#pragma once

#include "controller/store/database.hpp"
#include "controller/store/store.hpp"
#include "controller/store/writing.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace signboard {

struct Store::Parts {
  StoreOptions options;
  std::unique_ptr<Database> database;
  Tally tally;
  std::uint64_t witnessed = 0;  // how many rows the file beside the store knows of
  std::vector<Error> trouble;   // found at a glance when it was opened
  // A transaction failed in its last step, and the log may hold it whole: it must be emptied before anything else.
  bool unsure = false;

  void bear_witness();
};

}  // namespace signboard
