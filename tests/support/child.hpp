#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace signboard {

/// A program of ours, run from a test. Killed, by its own process id, when the test is over.
class Child {
 public:
  /// `program` is one of those built beside the tests, or those in the folder SIGNBOARD_BIN names. Standard output and
  /// error go to files in `folder`; standard input is the file `input`. `under` is a command that runs the program,
  /// from the system's path; it must become it (exec).
  Child(std::string const& program, std::vector<std::string> const& arguments, std::filesystem::path const& folder,
        std::vector<std::string> const& under = {}, std::filesystem::path const& input = "/dev/null");
  ~Child();
  Child(Child const&) = delete;
  Child& operator=(Child const&) = delete;

  void signal(int number) const;
  /// The exit code, 128 + signal if it was killed; nothing if it is still running after `limit`.
  std::optional<int> wait(std::chrono::milliseconds limit);

  std::string output() const;
  std::string errors() const;
  /// Waits until the output or the errors contain `words`.
  bool says(std::string_view words, std::chrono::milliseconds limit) const;
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  std::optional<int> ended_;
  std::filesystem::path output_, errors_;
};

/// Runs a program to its end.
struct Ran {
  int code = -1;
  std::string output, errors;
};
Ran run(std::string const& program, std::vector<std::string> const& arguments);

/// A folder of the test's own, empty, removed with everything in it.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;

  std::filesystem::path const& path() const { return path_; }
  std::filesystem::path write(std::string const& name, std::string_view text) const;
  std::string read(std::string const& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace signboard
