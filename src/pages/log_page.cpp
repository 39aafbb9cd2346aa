// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/log_page.hpp"

#include <utility>

#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/origin.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "registry/log.hpp"

namespace entente::pages {

namespace {

/// Who signed it besides the log itself, and when they say they did.
View witness_views(const registry::PublishedLog& published, const base::Messages& messages) {
  constexpr std::int64_t kSecond = 1000, kEnd = 253'402'300'800;  // the year 10000
  auto all = list_view();
  for (const auto& one : published.note.signatures) {
    const auto seconds = ledger::time_of(one);
    if (!seconds || *seconds >= kEnd) continue;
    View row;
    row["name"] = View(one.key_name);
    row["when"] = View(messages.moment(base::Instant{*seconds * kSecond}));
    all.push_back(row);
  }
  return all;
}

View key_views(const std::vector<ledger::VerifierKey>& keys) {
  auto all = list_view();
  for (const auto& key : keys) all.push_back(View(key.text()));
  return all;
}

/// What both pages show of the log.
View log_view(const registry::Log& log, const std::optional<registry::PublishedLog>& published,
              const std::string& address, const base::Messages& messages) {
  View view;
  view["published"] = View(published.has_value());
  if (!published) return view;
  const auto keys = log.keys();
  view["name"] = View(published->checkpoint.origin);
  view["entries"] = View(messages.number(static_cast<std::int64_t>(published->checkpoint.size)));
  view["root"] = View(ledger::base64_of(published->checkpoint.root));
  view["keys"] = key_views(keys);
  auto witnesses = witness_views(*published, messages);
  view["witnessed"] = View(witnesses.is_non_empty_list());
  view["witnesses"] = std::move(witnesses);
  view["key"] = View(keys.empty() ? std::string() : keys.front().text());
  view["address"] = View(address + "/log");
  return view;
}

http::Response log_page(const Context& context, const http::Request& request, std::string_view language,
                        const http::Captures&) {
  const auto& messages = base::Messages::in(language);
  const registry::Log log(context.reg);
  const auto published = log.published();
  auto view = log_view(log, published, origin_of(context, request), messages);
  // A log that grows is witnessed as it stood a little while ago.
  if (const auto witnessed = log.witnessed()) {
    auto witnesses = witness_views(*witnessed, messages);
    view["witnessed"] = View(witnesses.is_non_empty_list());
    view["witnesses"] = std::move(witnesses);
    if (published && witnessed->checkpoint.size != published->checkpoint.size)
      view["witnessed_entries"] =
          View(messages.number(static_cast<std::int64_t>(witnessed->checkpoint.size)));
  }
  Frame frame{.language = language, .title = messages.get("log.title")};
  frame.description = messages.get("log.what.1");
  frame.path = "/log";
  return page(context, request, frame, "log", view);
}

http::Response receipt_page(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const auto version = positive_number(captures["version"]);
  if (!id || !version) return error_page(context, request, language, 404);
  // Of a version from which something was erased there may be two: this one by its act.
  const auto act = request.parameter("act");
  if (!act.empty() && act != "rehashed") return error_page(context, request, language, 404);
  const registry::Log log(context.reg);
  const auto rehashed = log.rehashed_entry_of(*id, *version);
  const auto entry = act.empty() ? log.entry_of(*id, *version) : rehashed;
  const auto receipt = entry ? log.receipt(*entry) : std::nullopt;
  const auto& messages = base::Messages::in(language);
  // What is no entry and will be none is not told from what is not there.
  if (!receipt) return error_page(context, request, language, 404, {}, messages.get("receipt.none"));
  const auto checkpoint = ledger::read_checkpoint(receipt->proof.checkpoint.text);
  auto view = log_view(log, registry::PublishedLog{receipt->proof.checkpoint, checkpoint},
                       origin_of(context, request), messages);
  const auto number = messages.number(static_cast<std::int64_t>(*entry));
  const auto place = id->str() + "/" + std::to_string(*version);
  const auto asked = act.empty() ? std::string() : "?act=" + std::string(act);
  const auto file =
      id->str() + "-" + std::to_string(*version) + (act.empty() ? "" : "-rehashed") + ".tlog-proof";
  view["what"] =
      View(messages.get("receipt.what", {{"version", *version}, {"entry", std::string_view(number)}}));
  view["entry"] = View(receipt->entry);
  view["id"] = View(id->str());
  view["version"] = View(std::to_string(*version));
  view["file"] = View("/log/proof/" + place + asked);
  view["rehashed"] = View(false);
  if (rehashed) {
    View both;
    both["second"] = View(!act.empty());
    both["other"] = View(href(language, "/log/receipts/" + place + (act.empty() ? "?act=rehashed" : "")));
    view["rehashed"] = std::move(both);
  }
  view["file_name"] = View(file);
  view["log_page"] = View(href(language, "/log"));
  Frame frame{.language = language, .title = messages.get("receipt.title")};
  frame.path = "/log/receipts/" + place + asked;
  frame.index = false;
  return page(context, request, frame, "receipt", view);
}

}  // namespace

std::vector<http::Route> log_routes(const Context& context) {
  return {
      {"GET", "/{lang}/log", "The public log: what of it is published, and who has signed it.",
       in_language(context, log_page)},
      {"GET", "/{lang}/log/receipts/{id}/{version}",
       "What the receipt of a version proves, and how to check it.", in_language(context, receipt_page)},
  };
}

}  // namespace entente::pages
