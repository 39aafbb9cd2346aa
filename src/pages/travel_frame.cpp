// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/travel_frame.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "base/date.hpp"
#include "base/hash.hpp"
#include "http/date.hpp"
#include "pages/page.hpp"
#include "pages/program.hpp"
#include "pages/template.hpp"
#include "pages/travel_links.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestParameter = 500,
                      kMostParameters = 60;  ///< bytes; in the form of a page that failed

std::string path_of(const http::Request& request) {
  return request.target.substr(0, request.target.find('?'));
}

/// What a page is found by again, without its moment.
struct OwnAddress {
  std::string path;
  http::Parameters query;
  std::string str() const { return query.empty() ? path : path + "?" + http::write_query(query); }
};

/// As it was asked for; what is long or much is left out.
OwnAddress asked_address(const http::Request& request) {
  OwnAddress address{path_of(request), request.query};
  std::erase_if(address.query, [](const auto& each) {
    return each.first == "at" || each.first.size() + each.second.size() > kLongestParameter;
  });
  if (address.query.size() > kMostParameters) address.query.resize(kMostParameters);
  return address;
}

/// As the page itself calls it: what it did not understand is not in it.
OwnAddress own_address(const http::Request& request, std::string_view html) {
  constexpr std::string_view kCanonical = "<link rel=\"canonical\" href=\"", kAnd = "&amp;";
  OwnAddress address{path_of(request), {}};
  const auto at = html.find(kCanonical);
  if (at == html.npos) return address;
  auto link = html.substr(at + kCanonical.size());
  link = link.substr(0, link.find('"'));
  const auto mark = link.find('?');
  if (mark == link.npos) return address;
  std::string query(link.substr(mark + 1));
  for (auto i = query.find(kAnd); i != query.npos; i = query.find(kAnd, i + 1))
    query.replace(i, kAnd.size(), "&");
  address.query = http::parse_query(query).value_or(http::Parameters());
  return address;
}

/// What {{>past_form}} shows; `day` is the one that it begins with, or "".
void set_form(View& view, const Context& context, const OwnAddress& address, std::string_view day) {
  view["action"] = View(address.path);
  auto hidden = list_view();
  for (const auto& [name, value] : address.query) {
    View one;
    one["name"] = View(name);
    one["value"] = View(value);
    hidden.push_back(std::move(one));
  }
  view["hidden"] = std::move(hidden);
  view["day"] = View(day);
  view["last_day"] = View(base::PartialDate::from_days(base::day_of(context.reg.clock().now())).str());
}

bool is_page(const http::Response& response) {
  return !response.stream && response.header("content-type").starts_with("text/html");
}

/// The day that it is of, as forms write it.
std::string day_in(const registry::Moment& moment) {
  return base::PartialDate::from_days(base::day_of(moment.until)).str();
}

bool is_of_a_day(const registry::Moment& moment) {
  return moment.at == day_in(moment);
}

bool is_of_an_entry(const registry::Moment& moment) {
  return moment.at.find('-') == moment.at.npos;
}

/// That this is the register as it stood then.
std::string said_of(const registry::Moment& moment, std::string_view when, const base::Messages& messages) {
  if (is_of_an_entry(moment))
    return messages.get("past.stood_entry", {{"entry", std::string_view(moment.at)}, {"time", when}});
  return is_of_a_day(moment) ? messages.get("past.stood", {{"day", when}})
                             : messages.get("past.stood_time", {{"time", when}});
}

/// A day, or a moment of it, as the reader's language writes it.
std::string said_moment(const registry::Moment& moment, const base::Messages& messages) {
  if (!is_of_a_day(moment)) return messages.moment(moment.until);
  return messages.date_in_phrase(base::PartialDate::from_days(base::day_of(moment.until)));
}

/// Of a page of one partnership or organisation: where it says what has changed since; else "".
std::string differences_since(const std::string& path, const registry::Moment& moment) {
  const auto slash = path.rfind('/');
  const auto collection = std::string_view(path).substr(0, slash);
  if (!base::Uuid::parse(path.substr(slash + 1)) ||
      !(collection.ends_with("/partnerships") || collection.ends_with("/organisations")))
    return {};
  // A number there is one of a version.
  const auto from = is_of_an_entry(moment) ? base::to_string(moment.until) : moment.at;
  return path + "/differences?from=" + http::escape_component(from);
}

std::string banner(const Context& context, const OwnAddress& address, const registry::Moment& moment,
                   std::int64_t now, std::int64_t withdrawn, const base::Messages& messages) {
  View view;
  const auto when = said_moment(moment, messages);
  view["stood"] = View(said_of(moment, when, messages));
  view["since"] = View(messages.get("past.since", {{"count", now - moment.event}}));
  view["withdrawn"] =
      withdrawn > 0 ? View(messages.get("past.withdrawn", {{"count", withdrawn}})) : View(false);
  view["today"] = View(address.str());
  view["differences"] = text_or_nothing(differences_since(address.path, moment));
  set_form(view, context, address, day_in(moment));
  return render("past", view, messages);
}

/// A head whose title says when, without the lines that name other addresses of the page: they are today's.
std::string head_of_then(std::string_view head, const std::string& when) {
  constexpr std::string_view kTitleEnd = " · Entente</title>";
  std::string out;
  while (!head.empty()) {
    const auto end = head.find('\n');
    const auto line = head.substr(0, end == head.npos ? end : end + 1);
    head.remove_prefix(line.size());
    if (line.starts_with("<link rel=\"canonical\"") || line.starts_with("<link rel=\"alternate\" hreflang"))
      continue;
    const auto end_of_title = line.starts_with("<title>") ? line.find(kTitleEnd) : line.npos;
    out += line.substr(0, end_of_title);
    if (end_of_title != line.npos) out += " – " + html_escape(when) + std::string(line.substr(end_of_title));
  }
  return out;
}

http::Response answer(const Context& context, const http::Request& request, int status, std::string_view key,
                      const std::string& text, std::string_view day, bool form) {
  const auto language = language_of(request, context.institution->languages);
  const auto& messages = base::Messages::in(language);
  View view;
  view["heading"] = View(messages.get(key));
  view["text"] = View(text);
  const auto address = asked_address(request);
  view["today"] = View(address.str());
  view["form"] = View(form);
  set_form(view, context, address, day);
  Frame frame{.language = language, .title = messages.get(key)};
  frame.path = request.target.substr(std::min(request.target.size(), language.size() + 1));
  frame.status = status;
  frame.index = false;
  return page(context, request, frame, "past_fault", view);
}

const base::Messages& messages_for(const Context& context, const http::Request& request) {
  return base::Messages::in(language_of(request, context.institution->languages));
}

}  // namespace

http::Response as_of(const Context& context, const http::Request& request, const registry::Moment& moment,
                     std::int64_t now, std::int64_t withdrawn, http::Response response) {
  response.set("X-Robots-Tag", "noindex")
      .set(
          "Memento-Datetime",
          http::http_date(std::chrono::system_clock::time_point(std::chrono::milliseconds(moment.until.ms))));
  if (!is_page(response)) return response;
  constexpr std::string_view kBody = "<body>", kMain = "<main id=\"main\"";
  const std::string_view html = response.body;
  const auto body = html.find(kBody), main = html.find(kMain);
  if (body == html.npos || main == html.npos) return response;
  const auto& messages = messages_for(context, request);
  auto dressed = head_of_then(html.substr(0, body), said_moment(moment, messages));
  const auto path = path_of(request);
  dressed += keep_moment(html.substr(body, main - body), path, moment.at);
  dressed += banner(context, own_address(request, html.substr(0, body)), moment, now, withdrawn, messages);
  dressed += keep_moment(html.substr(main), path, moment.at);
  response.body = std::move(dressed);
  // What the page says of today changes with today.
  if (const auto tag = response.header("etag"); !tag.empty()) {
    auto own = '"' +
               base::hex(base::sha256(std::string(tag) + ' ' + std::to_string(now) + ' ' +
                                      std::to_string(base::day_of(context.reg.clock().now()))))
                   .substr(0, 24) +
               '"';
    response.set("ETag", own);
    if (http::etag_matches(request.header("if-none-match"), own)) {
      response.status = 304;
      response.body.clear();
    }
  }
  return response;
}

http::Response with_days_offered(const Context& context, const http::Request& request,
                                 http::Response response) {
  constexpr std::string_view kEnd = "</div></main>";
  if (response.status != 200 || !is_page(response)) return response;
  const auto at = response.body.rfind(kEnd);
  if (at == response.body.npos) return response;
  View view;
  set_form(view, context, own_address(request, response.body), {});
  response.body.insert(at, render("past_offer", view, messages_for(context, request)) + "\n");
  return response;
}

http::Response no_moment(const Context& context, const http::Request& request,
                         const registry::AskedMoment& asked) {
  using State = registry::AskedMoment::State;
  const auto& messages = messages_for(context, request);
  if (asked.state == State::now) {
    auto response = http::redirect(303, asked_address(request).str());
    response.set("Cache-Control", "no-store");
    return response;
  }
  if (asked.state == State::before) {
    const auto day = messages.date_in_phrase(base::PartialDate::from_days(asked.day));
    return answer(context, request, 404, "past.fault.title",
                  messages.get("past.fault.before", {{"day", std::string_view(day)}}), {}, true);
  }
  if (asked.state == State::no_entry)
    return answer(context, request, 404, "past.fault.title", messages.get("past.fault.no_entry"), {}, true);
  return answer(context, request, 400, "past.fault.title",
                messages.get(asked.state == State::future ? "past.fault.future" : "past.fault.unreadable"),
                {}, true);
}

http::Response no_moments_here(const Context& context, const http::Request& request) {
  return answer(context, request, 400, "past.fault.title",
                messages_for(context, request).get("past.fault.of_today"), {}, false);
}

http::Response moment_awaited(const Context& context, const http::Request& request,
                              const registry::Moment& moment) {
  constexpr auto kAgain = "5";  // seconds
  const auto& messages = messages_for(context, request);
  auto response =
      answer(context, request, 503, "past.wait.title", messages.get("past.wait.text"), day_in(moment), false);
  response.set("Retry-After", kAgain).set("Refresh", kAgain);
  return response;
}

http::Response moment_refused(const Context& context, const http::Request& request,
                              const registry::Moment& moment, const registry::PastBounds& bounds) {
  const auto& messages = messages_for(context, request);
  return answer(context, request, 503, "past.fault.title",
                messages.get("past.fault.bounds", {{"count", bounds.partnerships},
                                                   {"seconds", std::int64_t{bounds.timeout.count()}}}),
                day_in(moment), true);
}

}  // namespace entente::pages
