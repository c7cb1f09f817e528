#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <sys/types.h>
#include <vector>

namespace signboard {

/// A process of ours. It ends with this object, and with this program, whatever becomes of it: asked first, killed two
/// seconds later. To be made on the main thread, for the system ties the child to the thread that made it.
class Child {
 public:
  /// What it says goes to `output`, both streams; an empty path: nowhere. Throws if there is no such program.
  Child(std::vector<std::string> const& command, std::filesystem::path const& output);
  ~Child();
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;

  pid_t pid() const { return pid_; }
  bool is_running();
  void signal(int number) const;

  /// Waits for its own end. Nothing, if it does not come in time.
  std::optional<int> exit_code(std::chrono::milliseconds within);

  /// Ends it; what it used is known afterwards.
  void stop();
  rusage const& used() const { return used_; }

  /// A process that does nothing but compute.
  static Child burner();

 private:
  explicit Child(pid_t pid) : pid_(pid) {}
  bool reap(int options);

  pid_t pid_ = 0;  // 0: it has ended
  int status_ = 0;
  rusage used_{};
};

/// A folder of its own for files, gone with this object.
class Folder {
 public:
  Folder();
  explicit Folder(std::filesystem::path const& beside);  ///< in that folder, and so on the disk it is on
  ~Folder();
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  std::filesystem::path const& path() const { return path_; }
  /// In one piece: who reads it meanwhile sees the old file or the new one.
  void write(std::string const& name, std::string const& text) const;

 private:
  std::filesystem::path path_;
};

/// The whole of a file; empty if there is none.
std::string contents(std::filesystem::path const& file);

}  // namespace signboard
