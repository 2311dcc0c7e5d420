#pragma once
// The pages of one broker (docs/spec/web.md): what a web folder and the policy say, ready to be
// sent. An answer depends on the target and on Accept-Encoding alone.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "broker/http/message.h"
#include "broker/web/folder.h"
#include "crypto/protocol/policy.h"

namespace sotto::broker::web {

class Site {
 public:
  Site(const Folder& folder, const protocol::Policy& policy);

  // The answer to a GET or HEAD; nullopt: nothing of ours is at this target.
  std::optional<http::Response> answer(std::string_view target,
                                       std::string_view accept_encoding) const;

 private:
  struct Answer {
    bool has_queries = false;  // a person may have come by a link that somebody else wrote
    unsigned status = 200;
    std::string content_type;
    http::Headers headers;
    http::SharedBytes plain, brotli, gzip;  // compressed forms may be missing
  };
  void add_file(const Folder& folder, const std::string& path, const std::string& target);
  void add_made(const std::string& target, const std::string& html, http::Headers headers);
  void add_list(const Folder& folder);
  void add_leave(const protocol::Policy& policy);

  std::map<std::string, Answer, std::less<>> answers_;  // by target
};

// Pages in front of the broker's own handler: requests for pages never reach it. Without a site
// there is one line of text at "/".
class Front : public http::Handler {
 public:
  Front(const Site* site, http::Handler& broker) : site_(site), broker_(broker) {}
  std::uint64_t body_limit(std::string_view method, std::string_view target) override;
  void handle(http::Request request, std::function<void(http::Response)> done) override;

 private:
  const Site* site_;
  http::Handler& broker_;
};

}  // namespace sotto::broker::web
