#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace signboard {

/// By how much a wall clock is ahead of the machine's, shared by two processes through a file of eight bytes.
class ClockFile {
 public:
  explicit ClockFile(std::filesystem::path const& file) {
    int const line = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (line < 0 || ::ftruncate(line, sizeof(Cell)) != 0) throw std::runtime_error("cannot make the clock's file");
    auto* const place = ::mmap(nullptr, sizeof(Cell), PROT_READ | PROT_WRITE, MAP_SHARED, line, 0);
    ::close(line);
    if (place == MAP_FAILED) throw std::runtime_error("cannot map the clock's file");
    cell_ = static_cast<Cell*>(place);
  }
  ~ClockFile() { ::munmap(cell_, sizeof(Cell)); }
  ClockFile(ClockFile const&) = delete;
  ClockFile& operator=(ClockFile const&) = delete;

  std::chrono::nanoseconds offset() const { return std::chrono::nanoseconds{cell_->load()}; }
  void set(std::chrono::nanoseconds offset) { cell_->store(offset.count()); }

 private:
  using Cell = std::atomic<std::int64_t>;
  static_assert(Cell::is_always_lock_free);
  Cell* cell_;
};

}  // namespace signboard
