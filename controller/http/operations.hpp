#pragma once

#include "controller/http/answers.hpp"
#include "controller/http/routes.hpp"
#include "controller/http/target.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace signboard {

/// A request that has found its route.
struct Call {
  Request const& request;
  Answers const& answers;
  Target const& target;
  std::vector<std::string> parts;  ///< what stood for the names in the path, decoded, in their order
  Language language = Language::zh;
  Respond respond;
};

enum class Body : std::uint8_t { none, allowed, required };

/// A route with the function that reads the request and puts the question.
struct Operation {
  Route route;
  Body body = Body::none;
  void (*run)(Call const& call) = nullptr;
};

std::span<Operation const> operations();

}  // namespace signboard
