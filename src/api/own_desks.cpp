// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a government publishes to its partners, for a program of its focal point.
#include <algorithm>
#include <array>
#include <utility>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/desk.hpp"

namespace entente::api {

namespace {

template <class T>
boost::json::array held_list(const std::vector<registry::Held<T>>& all) {
  boost::json::array list;
  for (const auto& each : all) list.push_back(held_json(each));
  return list;
}

boost::json::object desk_json(const registry::Published& records) {
  return {{"plans", held_list(records.plans)},
          {"guidance", held_list(records.guidance)},
          {"capacity", held_list(records.capacity)}};
}

http::Response own_desk(const Context& context, const http::Request& request,
                        const http::Captures& captures) {
  const auto actor = bearer_of(context.accounts, request).actor;
  const registry::Desk desk(context.reg);
  const auto drafts = desk.drafts(actor, captures["code"]);  // asks the table of permissions for this country
  return own_json(request, boost::json::object{{"country", captures["code"]},
                                               {"published", desk_json(desk.published(captures["code"]))},
                                               {"drafts", desk_json(drafts)}});
}

std::string_view name_of(registry::DeskRecord::State state) {
  switch (state) {
    case registry::DeskRecord::State::draft:
      return "draft";
    case registry::DeskRecord::State::published:
      return "published";
    case registry::DeskRecord::State::withdrawn:
      break;
  }
  return "withdrawn";
}

/// A record of that country's desk, as the desk sees it.
registry::DeskRecord standing_on_desk(const Context& context, const access::Actor& actor,
                                      const http::Captures& captures, const base::Uuid& id) {
  registry::Desk::require(actor, captures["code"]);
  auto record = registry::Desk(context.reg).own_record(actor, id);
  if (!record || record->country != captures["code"])
    throw base::NotFound("record " + id.str(), "is none of the desk of " + std::string(captures["code"]),
                         "GET /api/v1/account/desks/{code} lists its records.");
  return std::move(*record);
}

boost::json::object desk_record_json(const registry::DeskRecord& record) {
  return {{"id", record.held.id.str()},
          {"country", record.country},
          {"state", name_of(record.state)},
          {"version", record.from.version},
          {"draft", record.from.draft},
          {"beside", record.beside},
          {"time", base::to_string(record.held.time)},
          {model::type_of(record.held.value), record_json(record.held.value)}};
}

http::Response desk_record(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  const auto actor = bearer_of(context.accounts, request).actor;
  return own_json(request,
                  desk_record_json(standing_on_desk(context, actor, captures, captured_id(captures))));
}

http::Response desk_answer(const Context& context, const http::Request& request, const access::Actor& actor,
                           const http::Captures& captures, const base::Uuid& id,
                           const store::Committed& done) {
  auto body = desk_record_json(standing_on_desk(context, actor, captures, id));
  body.emplace("done", done_json(done.event_seq, done.repeated));
  return own_json(request, body);
}

void require_kind(const boost::json::object& sent) {
  if (!sent.contains("kind"))
    throw base::BadInput("kind", "is not there", "The API's description names the kinds.");
}

/// The record in what was sent: one of the three kinds, under its name. What is not sent of it is left empty.
model::Record sent_desk_record(const boost::json::object& sent, std::string_view country) {
  constexpr std::array kTypes{model::NationalPlan::kType, model::Guidance::kType, model::Capacity::kType};
  const auto named = [&](std::string_view type) { return sent.contains(type); };
  if (std::ranges::count_if(kTypes, named) != 1)
    throw base::BadInput("The body", "holds no record, or more than one",
                         "Send one of: national_plan, guidance, capacity.");
  if (sent.contains(model::NationalPlan::kType)) {
    const auto& part = sent_part_of(sent, model::NationalPlan::kType);
    require_kind(part);
    auto plan = sent_record<model::NationalPlan>(
        part, {"kind", "title", "text", "start", "end", "goals", "documents"}, {});
    plan.country = country;
    return plan;
  }
  if (sent.contains(model::Guidance::kType)) {
    auto guidance = sent_record<model::Guidance>(sent_part_of(sent, model::Guidance::kType),
                                                 {"title", "text", "documents"}, {});
    guidance.country = country;
    return guidance;
  }
  const auto& part = sent_part_of(sent, model::Capacity::kType);
  require_kind(part);
  auto capacity = sent_record<model::Capacity>(part, {"kind", "field", "state", "title", "text"}, {});
  capacity.country = country;
  return capacity;
}

registry::MadeFrom sent_made_from(const boost::json::object& sent) {
  return {sent_version(sent), sent_number(sent, "draft", 0)};
}

http::Response add_to_desk(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  registry::Desk::require(actor, captures["code"]);
  const auto sent = sent_object(request);
  require_members(sent, {"national_plan", "guidance", "capacity", "publish"});
  const auto record = sent_desk_record(sent, captures["code"]);
  const auto made = registry::Desk(context.reg).put(actor, {}, {}, record, sent_flag(sent, "publish"));
  const auto id = made_by(context.reg, made.done, model::type_of(record), made.id);
  return desk_answer(context, request, actor, captures, id, made.done);
}

http::Response change_on_desk(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  registry::Desk::require(actor, captures["code"]);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "draft", "national_plan", "guidance", "capacity", "publish"});
  const auto id = captured_id(captures);
  const auto made = registry::Desk(context.reg)
                        .put(actor, id, sent_made_from(sent), sent_desk_record(sent, captures["code"]),
                             sent_flag(sent, "publish"));
  return desk_answer(context, request, actor, captures, id, made.done);
}

http::Response withdraw_from_desk(const Context& context, const http::Request& request,
                                  const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "draft"});
  const auto id = captured_id(captures);
  standing_on_desk(context, actor, captures, id);
  const auto done = registry::Desk(context.reg).withdraw(actor, id, sent_made_from(sent));
  return desk_answer(context, request, actor, captures, id, done);
}

http::Response discard_beside(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto id = captured_id(captures);
  standing_on_desk(context, actor, captures, id);
  const auto done = registry::Desk(context.reg).discard(actor, id, {0, asked_number(request, "draft", 1)});
  return desk_answer(context, request, actor, captures, id, done);
}

}  // namespace

std::vector<http::Route> own_desk_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/account/desks/{code}",
       "What a government publishes, and its drafts, for its focal point", by(own_desk)},
      {"POST", "/api/v1/account/desks/{code}/records", "Writes a plan, a guidance, a need or an offer",
       by(add_to_desk)},
      {"GET", "/api/v1/account/desks/{code}/records/{id}", "One of them, as its desk sees it",
       by(desk_record)},
      {"PUT", "/api/v1/account/desks/{code}/records/{id}", "Says what it is now", by(change_on_desk)},
      {"POST", "/api/v1/account/desks/{code}/records/{id}/withdrawal", "Withdraws it",
       by(withdraw_from_desk)},
      {"DELETE", "/api/v1/account/desks/{code}/records/{id}/draft", "Ends the draft beside what is published",
       by(discard_beside)},
  };
}

}  // namespace entente::api
