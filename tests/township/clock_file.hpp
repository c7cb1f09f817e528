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

/// By how much a wall clock, and the count of how long the machine has been up, are ahead of the machine's own; shared
/// by two processes through a small file.
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

  std::chrono::nanoseconds offset() const { return std::chrono::nanoseconds{cell_->wall.load()}; }
  std::chrono::nanoseconds slept() const { return std::chrono::nanoseconds{cell_->slept.load()}; }
  void set(std::chrono::nanoseconds offset) { cell_->wall.store(offset.count()); }
  /// As a machine that was put to sleep: the wall goes on, and so does the count; what waits for steady time does not.
  void doze(std::chrono::nanoseconds length) {
    cell_->slept.fetch_add(length.count());
    cell_->wall.fetch_add(length.count());
  }

 private:
  struct Cell {
    std::atomic<std::int64_t> wall, slept;
  };
  static_assert(std::atomic<std::int64_t>::is_always_lock_free);
  Cell* cell_;
};

}  // namespace signboard
