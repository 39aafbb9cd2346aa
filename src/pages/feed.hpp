// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// What the same address of the list finds, changed last, as an Atom feed (RFC 4287).
http::Response feed(const Context&, const http::Request&, std::string_view language);

/// An entry of another feed; `path` is its page's address.
struct FeedEntry {
  base::Uuid id;
  base::Text title, summary;
  base::Instant updated;
  std::string path = {};
  std::vector<std::string> categories = {};
};
/// A feed of these, in their order, as "path.atom" with a suffix of filters.
http::Response feed_of(const Context&, const http::Request&, std::string_view language,
                       const std::string& path, const std::string& suffix, const std::string& title,
                       const std::vector<FeedEntry>&);

/// A feed for whoever knows its address, which stands nowhere in it.
struct PrivateFeed {
  std::string name;  ///< by which it is told from others
  std::string title;
  base::Instant updated;
  std::string path;  ///< of the page that shows the same, behind the language
  std::vector<FeedEntry> entries = {};
};
http::Response private_feed(const Context&, const http::Request&, std::string_view language,
                            const PrivateFeed&);

/// A text as the content of an XML element or attribute: escaped, without what XML 1.0 cannot hold.
std::string xml_text(std::string_view);

}  // namespace entente::pages
