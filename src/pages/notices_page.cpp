// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What one has been told: a page, and a feed for whoever knows its address.
#include <algorithm>
#include <utility>

#include "http/form.hpp"
#include "pages/feed.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/origin.hpp"
#include "pages/own_place.hpp"
#include "pages/page.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kNoticesShown = 100, kNoticesInFeed = 50;

/// Where what a notice is of can be seen, behind the language; "" where nowhere.
std::string path_of(const store::Notification& notice) {
  if (notice.kind == registry::kNoticeGuidance) return "/account/guidance/" + notice.about;
  if (notice.kind == registry::kNoticeClaimAccepted || notice.kind == registry::kNoticeClaimRefused ||
      notice.kind == registry::kNoticeClaimAsked)
    return "/account/claims/" + notice.about;
  if (notice.kind == registry::kNoticeDraftReturned || notice.kind == registry::kNoticeDraftCommented)
    return "/registering/" + notice.about;
  if (notice.kind == registry::kNoticeHostAnswer)
    return "/partnerships/" + notice.about.substr(0, notice.about.find(' ')) + "#hosts";
  if (notice.kind == registry::kNoticeDraftPublished) return "/partnerships/" + notice.about;
  if (notice.kind == registry::kNoticeDeliveryWaits || notice.kind == registry::kNoticeDeliveryChanged)
    return "/account/deliveries/" + notice.about;
  if (notice.kind == registry::kNoticePromiseOverdue || notice.kind == registry::kNoticeDeliveriesWait)
    return "/account/parts/" + notice.about + "/promises";
  if (notice.kind == registry::kNoticeAgreementWaits || notice.kind == registry::kNoticeAgreementSigned)
    return "/agreements/" + notice.about;
  if (notice.kind == registry::kNoticeReportWithdrawn) return "/reports/" + notice.about;
  if (notice.kind == registry::kNoticeConcernRaised) return "/concerns";
  if (notice.kind == registry::kNoticeConcernReply) return "/concerns/" + notice.about;
  if (notice.kind == registry::kNoticeConcern) return "/account/concerns/" + notice.about;
  if (notice.kind == registry::kNoticeDiligenceShown) return "/account/due-diligence/" + notice.about;
  if (notice.kind.starts_with("diligence ")) return "/due-diligence/assessments/" + notice.about;
  if (notice.kind == registry::kNoticeHitsWait) return "/screening";
  if (notice.kind == registry::kNoticeHitSame || notice.kind == registry::kNoticeHitChanged)
    return "/screening/hits/" + notice.about;
  if (notice.kind == registry::kNoticeHookFailed || notice.kind == registry::kNoticeHookLeft)
    return "/webhooks/" + notice.about;
  return {};
}

/// What is said on the page of the feed's address, besides when it was made.
struct FeedWords {
  std::string address = {};  ///< as it was made now
  std::string fault = {};
};

http::Response notices_shown(const Context& context, const http::Request& request, std::string_view language,
                             const FeedWords& feed) {
  const auto& messages = base::Messages::in(language);
  const auto visitor = visitor_of(context, request);
  const auto notices = notices_of(context);
  auto rows = list_view();
  bool unread = false;
  for (const auto& [notice, text] : notices.own(visitor, kNoticesShown, messages)) {
    const auto path = path_of(notice);
    View row;
    row["text"] = View(text);
    row["time"] = View(messages.moment(notice.made));
    row["href"] = path.empty() ? View(false) : View(href(language, path));
    row["fresh"] = View(!notice.seen);
    unread = unread || !notice.seen;
    rows.push_back(std::move(row));
  }
  View view;
  view["some"] = View(rows.is_non_empty_list());
  view["rows"] = std::move(rows);
  view["unread"] = View(unread);
  view["account"] = View(href(language, "/account"));
  view["action"] = View(href(language, "/account/notifications"));
  view["key"] = View(key_of_forms(context, request));
  const auto made = notices.feed_made(visitor);
  view["feed_made"] = View(false);
  if (made) {
    const auto moment = messages.moment(*made);
    view["feed_made"] = View(messages.get("notices.feed.made", {{"time", std::string_view(moment)}}));
  }
  view["feed_address"] = text_or_nothing(feed.address);
  view["fault"] = text_or_nothing(feed.fault);
  auto frame = private_frame(language, messages.get("notices.title"), "/account/notifications");
  if (!feed.fault.empty()) frame.status = 422;
  return page(context, request, frame, "notices", view);
}

http::Response notices_page(const Context& context, const http::Request& request, std::string_view language) {
  return notices_shown(context, request, language, {});
}

http::Response notices_sent(const Context& context, const http::Request& request, std::string_view language) {
  const auto fields = own_form(context, request);
  if (!fields) return error_page(context, request, language, 403);
  const auto visitor = visitor_of(context, request);
  const auto act = http::value_of(*fields, "do");
  if (act == "make_feed") {
    const auto secret =
        context.accounts.make_feed(visitor, http::value_of(*fields, "password"), origin_of_client(request));
    if (!secret)
      return notices_shown(context, request, language,
                           {.fault = base::Messages::in(language).get("password.wrong")});
    return notices_shown(context, request, language,
                         {.address = origin_of(context, request) + href(language, "/feed/" + *secret)});
  }
  if (act == "end_feed")
    context.accounts.end_feed(visitor);
  else
    notices_of(context).mark_read(visitor);
  return see(language, "/account/notifications");
}

http::Response notices_feed(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures& captures) {
  const auto& messages = base::Messages::in(language);
  const auto feed = notices_of(context).behind(captures["secret"], kNoticesInFeed, messages);
  if (!feed) return error_page(context, request, language, 404);
  PrivateFeed shown{.name = feed->name,
                    .title = messages.get("notices.title"),
                    .updated = feed->made,
                    .path = "/account/notifications"};
  for (const auto& [notice, text] : feed->lines) {
    const auto path = path_of(notice);
    FeedEntry entry{.id = notice.id,
                    .title = base::Text(language, text),
                    .summary = {},
                    .updated = notice.made,
                    .path = href(language, path.empty() ? shown.path : path)};
    shown.updated = std::max(shown.updated, notice.made);
    shown.entries.push_back(std::move(entry));
  }
  return private_feed(context, request, language, shown);
}

}  // namespace

std::vector<http::Route> notices_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/notifications", "What one has been told.", in_language(context, notices_page)},
      {"POST", "/{lang}/account/notifications",
       "Marks all of it as read, or makes or ends the address of its feed.",
       in_language(context, notices_sent)},
      {"GET", "/{lang}/feed/{secret}", "What somebody has been told, for whoever knows this address.",
       in_language(context, notices_feed)},
  };
}

}  // namespace entente::pages
