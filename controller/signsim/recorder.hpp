#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

/// What is kept of the frames that arrive; empty: nothing.
struct RecordWishes {
  std::filesystem::path png;     ///< always the last frame
  std::filesystem::path gif;     ///< the last frames, at the end
  std::filesystem::path folder;  ///< every frame, and frames.txt
  int zoom = 1;                  ///< of png and gif: round lamps from 3 on, the exact pixels below
};

/// Keeps frames in files, as they came: no look of a panel changes them. With several cards the files of each have its
/// name: `out.png` becomes `out-lobby.png`.
class Recorder {
 public:
  /// Errors: cli.cannot_write {file, reason}; picture.*.
  static Result<Recorder> open(RecordWishes wishes, std::vector<std::string> cards);

  Result<void> take(std::string_view card, Frame const& frame, WallTime at);
  /// Writes what is written at the end.
  Result<void> finish();

 private:
  struct Kept {
    Frame frame;
    WallTime at;
  };

  Recorder(RecordWishes wishes, std::vector<std::string> cards);
  Result<void> write_frame(std::string_view card, Frame const& frame, WallTime at);
  Result<void> write_gif(std::string_view card, std::deque<Kept> const& kept) const;
  std::filesystem::path named(std::filesystem::path const& file, std::string_view card) const;

  RecordWishes wishes_;
  std::vector<std::string> cards_;
  std::ofstream list_;
  std::map<std::string, std::deque<Kept>, std::less<>> kept_;  // for moving pictures
};

/// What tells two frames apart: the FNV-1a hash (64 bits) of their bytes, in hexadecimal.
std::string digest_of(Frame const& frame);

}  // namespace signboard
