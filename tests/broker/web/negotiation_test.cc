#include "broker/web/negotiation.h"

#include <gtest/gtest.h>

namespace sotto::broker::web {
namespace {

TEST(Negotiation, AcceptsWhatIsListedWithAWeight) {
  for (const char* field :
       {"br", "gzip, deflate, br", "gzip,br", "BR", "br;q=1", "br;q=1.000", "br ; q=0.001", "*",
        "gzip;q=0, *;q=0.5", ", br", "br;Q=0.5", "identity;q=0, br"}) {
    EXPECT_TRUE(accepts(field, "br")) << field;
  }
}

TEST(Negotiation, DoesNotAcceptTheRest) {
  for (const char* field :
       {"", "gzip", "brotli", "b", "br;q=0", "br;q=0.000", "br;q=0, *", "*;q=0", "br;q=0.0, gzip",
        // cannot be read
        "br;q=2", "br;q=1.1", "br;q=0.0001", "br;q=", "br;level=5", "br;q=1;x=2", "br;q=.5",
        "br, gzip;q=x", "br, ;q=1", "br;q=1,gzip;q=-1"}) {
    EXPECT_FALSE(accepts(field, "br")) << field;
  }
}

}  // namespace
}  // namespace sotto::broker::web
