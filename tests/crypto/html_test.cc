#include "crypto/base/html.h"

#include <gtest/gtest.h>

namespace sotto {
namespace {

TEST(Html, NothingInATextEndsATagOrAnAttribute) {
  EXPECT_EQ(html_escaped("<b class=\"x\" id='y'>A & B</b>"),
            "&lt;b class=&quot;x&quot; id=&#39;y&#39;&gt;A &amp; B&lt;/b&gt;");
}

TEST(Html, WhatMeansNothingThereStaysAsItIs) {
  EXPECT_EQ(html_escaped(""), "");
  EXPECT_EQ(html_escaped("Dr Rowan Exámple, 01632 960123; ward/4"),
            "Dr Rowan Exámple, 01632 960123; ward/4");
  EXPECT_EQ(html_escaped("&amp;"), "&amp;amp;");
}

}  // namespace
}  // namespace sotto
