// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/feed.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "pages/format.hpp"
#include "pages/list_query.hpp"
#include "pages/origin.hpp"

namespace entente::pages {

namespace {

constexpr std::string_view kAtom = "application/atom+xml; charset=utf-8";
constexpr std::size_t kEntries = 50, kEntryTitleBytes = 500, kSummaryBytes = 1'000;

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + xml_text(text) + "</" + std::string(name) + ">\n";
}

std::string link(std::string_view relation, std::string_view type, const std::string& address) {
  return "<link rel=\"" + std::string(relation) + "\" type=\"" + std::string(type) + "\" href=\"" +
         xml_text(address) + "\"/>\n";
}

/// A text construct in the language it is in.
std::string told(std::string_view name, const base::Text& text, std::string_view language,
                 std::size_t longest) {
  const auto* narrative = text.pick(language);
  if (!narrative) return {};
  std::string open(name);
  if (narrative->language != "und") open += " xml:lang=\"" + xml_text(narrative->language) + "\"";
  const auto cut = base::clip_utf8(narrative->value, longest);
  return "<" + open + ">" + xml_text(cut) + (cut.size() < narrative->value.size() ? "…" : "") + "</" +
         std::string(name) + ">\n";
}

std::string entry(const registry::Card& card, const std::string& origin, std::string_view language) {
  const auto& p = *card.partnership;
  std::string xml = "<entry>\n" + element("id", "urn:uuid:" + card.id.str());
  xml +=
      p.title.empty() ? element("title", card.id.str()) : told("title", p.title, language, kEntryTitleBytes);
  xml += element("updated", base::to_string(card.updated));
  xml += link("alternate", "text/html", origin + partnership_href(language, card.id));
  xml += link("alternate", "application/json", origin + "/api/v1/partnerships/" + card.id.str());
  xml += told("summary", p.purpose.empty() ? p.description : p.purpose, language, kSummaryBytes);
  for (const auto& value : goal_values(p.goals))
    xml += "<category term=\"goal:" + xml_text(value) + "\" label=\"" +
           xml_text(goal_label(value, language)) + "\"/>\n";
  return xml + "</entry>\n";
}

std::string entry_of(const FeedEntry& one, const std::string& origin, std::string_view language) {
  std::string xml = "<entry>\n" + element("id", "urn:uuid:" + one.id.str());
  xml += told("title", one.title, language, kEntryTitleBytes);
  xml += element("updated", base::to_string(one.updated));
  xml += link("alternate", "text/html", origin + one.path);
  xml += told("summary", one.summary, language, kSummaryBytes);
  for (const auto& category : one.categories) xml += "<category term=\"" + xml_text(category) + "\"/>\n";
  return xml + "</entry>\n";
}

/// A feed's beginning, up to its links.
std::string head_of(std::string_view language, const std::string& id, const std::string& title,
                    base::Instant updated, const std::string& author) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
         "xml:lang=\"" +
         std::string(language) + "\">\n" + element("id", id) + element("title", title) +
         element("updated", base::to_string(updated)) + "<author>" + element("name", author) + "</author>\n";
}

http::Response feed_answer(std::string xml, std::string_view language, const std::string& etag) {
  auto response = http::text(200, std::move(xml), std::string(kAtom));
  response.set("ETag", etag)
      .set("Cache-Control", "no-cache")
      .set("Content-Language", std::string(language))
      .set("X-Content-Type-Options", "nosniff");
  return response;
}

/// RFC 4151: the same list keeps its name when its address gets another scheme or port.
std::string tag_of(const std::string& origin, const std::string& path) {
  const auto scheme = origin.find("://");
  auto host = scheme == origin.npos ? std::string("localhost") : origin.substr(scheme + 3);
  if (host.empty() || host.front() == '[') host = "localhost";
  host = host.substr(0, host.find(':'));
  return "tag:" + host + ",2026:" + path;
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // U+FFFE and U+FFFF are no characters of XML.
        if (c == 0xef && text.substr(i, 2) == "\xef\xbf" && i + 2 < text.size() &&
            static_cast<unsigned char>(text[i + 2]) >= 0xbe) {
          i += 2;
        } else if (c >= 0x20 || c == '\t' || c == '\n') {
          out += text[i];
        }
    }
  }
  return out;
}

http::Response feed_of(const Context& context, const http::Request& request, std::string_view language,
                       const std::string& path, const std::string& suffix, const std::string& title,
                       const std::vector<FeedEntry>& entries) {
  const auto origin = origin_of(context, request);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  const auto& messages = base::Messages::in(language);
  const auto self = href(language, path + ".atom" + suffix);
  const auto name = name_of(context, language);
  base::Instant updated;
  for (const auto& each : entries) updated = std::max(updated, each.updated);
  if (entries.empty()) updated = context.reg.overview().updated;
  auto xml = head_of(
      language, tag_of(origin, self),
      messages.get("feed.title", {{"title", std::string_view(title)}, {"register", std::string_view(name)}}),
      updated, name);
  xml += link("self", "application/atom+xml", origin + self);
  xml += link("alternate", "text/html", origin + href(language, path + suffix));
  for (const auto& each : entries) xml += entry_of(each, origin, language);
  return feed_answer(xml + "</feed>\n", language, etag);
}

http::Response private_feed(const Context& context, const http::Request& request, std::string_view language,
                            const PrivateFeed& feed) {
  const auto origin = origin_of(context, request);
  const auto name = name_of(context, language);
  auto xml = head_of(language, tag_of(origin, href(language, "/feed/" + feed.name)),
                     base::Messages::in(language).get("feed.title", {{"title", std::string_view(feed.title)},
                                                                     {"register", std::string_view(name)}}),
                     feed.updated, name);
  xml += link("alternate", "text/html", origin + href(language, feed.path));
  for (const auto& each : feed.entries) xml += entry_of(each, origin, language);
  auto response = http::text(200, xml + "</feed>\n", std::string(kAtom));
  response.set("Cache-Control", "no-store")
      .set("Content-Language", std::string(language))
      .set("Referrer-Policy", "no-referrer")
      .set("X-Content-Type-Options", "nosniff")
      .set("X-Robots-Tag", "noindex");
  return response;
}

http::Response feed(const Context& context, const http::Request& request, std::string_view language) {
  const auto origin = origin_of(context, request);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto known = not_modified(request, etag, language)) return *known;

  const auto& messages = base::Messages::in(language);
  const ListQuery asked(request.query);
  auto query = asked.query();
  query.order = search::Order::updated;
  query.offset = 0;
  query.limit = kEntries;
  const auto list = context.reg.list(query);
  const auto suffix = asked.sorted(search::Order::updated).filter_suffix();
  const auto self = href(language, "/partnerships.atom" + suffix);

  base::Instant updated;  // of the newest entry; of a list without one, of the register
  for (const auto& card : list.cards) updated = std::max(updated, card.updated);
  if (list.cards.empty()) updated = context.reg.overview().updated;
  const auto name = name_of(context, language);
  const auto title = asked.text().empty()
                         ? messages.get("frame.section.partnerships")
                         : messages.get("list.title_words", {{"words", std::string_view(asked.text())}});

  auto xml = head_of(
      language, tag_of(origin, self),
      messages.get("feed.title", {{"title", std::string_view(title)}, {"register", std::string_view(name)}}),
      updated, name);
  xml += link("self", "application/atom+xml", origin + self);
  xml += link("alternate", "text/html", origin + href(language, "/partnerships" + suffix));
  for (const auto& card : list.cards) xml += entry(card, origin, language);
  return feed_answer(xml + "</feed>\n", language, etag);
}

}  // namespace entente::pages
