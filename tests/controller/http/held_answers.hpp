#pragma once

#include "tests/controller/http/support.hpp"

#include <utility>
#include <vector>

namespace signboard {

/// A desk that takes its time: GET and POST /api/urgent are answered when the test says so. All on the desk thread.
struct HeldAnswers {
  std::vector<Tell> tells;
  std::vector<boost::json::value> documents;
  std::vector<Asked> asked;

  Answers answers() {
    auto all = some_answers();
    all.urgent = [this](Asked const& who, Tell tell) {
      asked.push_back(who);
      tells.push_back(std::move(tell));
    };
    all.raise_urgent = [this](Asked const& who, boost::json::value const& document, Tell tell) {
      asked.push_back(who);
      documents.push_back(document);
      tells.push_back(std::move(tell));
    };
    all.black_out = [](Asked const&, BlackoutOrder const& order, Tell tell) {
      Reply reply;
      reply.body = {{"reason", order.reason}};
      tell(std::move(reply));
    };
    // Says its document again, with who said it.
    all.announce = [](Asked const& who, boost::json::value const& document, Tell tell) {
      Reply reply;
      reply.status = 201;
      reply.body = {{"actor", who.actor}, {"key", who.idempotency_key}, {"document", document}};
      reply.etag = "1";
      reply.location = "/api/announcements/x";
      tell(std::move(reply));
    };
    return all;
  }
};

}  // namespace signboard
