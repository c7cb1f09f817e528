#pragma once

#include <string>
#include <utility>
#include <vector>

namespace signboard {

/// One figure of the daemon with its readings, for Prometheus and whoever reads its format.
struct MetricFamily {
  enum class Kind : std::uint8_t { counter, gauge };
  struct Sample {
    std::vector<std::pair<std::string, std::string>> labels;
    double value = 0;
  };
  std::string name;  ///< letters, digits and underscores; of a counter it ends in `_total`
  std::string help;  ///< one sentence
  Kind kind = Kind::gauge;
  std::vector<Sample> samples;
};

inline constexpr char const* metrics_type = "text/plain; version=0.0.4; charset=utf-8";

/// The text exposition format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats).
std::string prometheus_text(std::vector<MetricFamily> const& families);

}  // namespace signboard
