#pragma once
// What browsers are told about pages (docs/spec/web.md, "Headers").

#include "broker/http/message.h"

namespace sotto::broker::web {

enum class Kind {
  kPage,    // index.html
  kWorker,  // the one script that may compile WebAssembly
  kPeople,  // a page without script
  kOther,   // whatever is not meant to be looked at by itself
};
enum class Keep { kNever, kYear };

http::Headers headers(Kind kind, Keep keep);

}  // namespace sotto::broker::web
