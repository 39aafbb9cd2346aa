// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Writing agreements, and bringing signatures, for a program of whoever represents a party.
#include <optional>
#include <utility>
#include <vector>

#include "api/agreement_json.hpp"
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "http/multipart.hpp"
#include "registry/agreeing.hpp"

namespace entente::api {

namespace {

/// What was sent: an object as JSON; or, as multipart/form-data, that object in the part `agreement` and
/// files in parts `file`.
struct SentAgreement {
  boost::json::object said;
  std::vector<registry::SentFile> files;  ///< of the request's body
};

SentAgreement sent_with_files(const http::Request& request) {
  if (!is_multipart(request)) return {sent_object(request), {}};
  const auto parts = http::parse_multipart(request);
  if (!parts)
    throw base::BadInput("The body", "is no form of several parts", "Send it as multipart/form-data.");
  SentAgreement sent;
  std::optional<std::string_view> said;
  for (const auto& part : *parts) {
    if (part.name == "file") {
      if (part.content.empty()) throw base::BadInput("The body", "holds an empty file", "Leave it out.");
      sent.files.push_back({part.file_name, part.content});
    } else if (part.name == "agreement" && !said) {
      said = part.content;
    } else {
      throw base::BadInput("The body", "has another part than agreement and file, or agreement twice",
                           "Send agreement once, and each file as a part of that name.");
    }
  }
  if (!said) throw base::BadInput("The body", "lacks the part agreement", "Send it beside the files.");
  sent.said = json_object(*said, "agreement");
  return sent;
}

model::Agreement sent_agreement(const boost::json::object& sent) {
  return sent_record<model::Agreement>(
      sent_part_of(sent, "agreement"),
      {"act", "title", "wording", "files", "parties", "risks", "responsibilities", "resources", "benefits",
       "starts", "ends", "exit", "amendment", "effective", "reason"},
      {"partnership"});
}

/// As it stands now; of one that was withdrawn meanwhile, that alone.
http::Response agreement_answer(const Context& context, const http::Request& request, const base::Uuid& id,
                                const store::Committed& done) {
  const auto view = registry::Agreeing(context.reg).whole(id);
  auto body =
      view ? agreement_json(*view, registry::GoneFiles(context.reg)) : boost::json::object{{"id", id.str()}};
  body.emplace("done", done_json(done.event_seq, done.repeated));
  return own_json(request, body);
}

http::Response make_agreement(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto [sent, files] = sent_with_files(request);
  require_members(sent, {"id", "agreement"});
  const auto id = sent_id(sent, "id").value_or(base::Uuid::v7(context.reg.clock().now()));
  const auto done =
      registry::Agreeing(context.reg).make(actor, captured_id(captures), id, sent_agreement(sent), files);
  return agreement_answer(context, request, made_by(context.reg, done, model::Agreement::kType, id), done);
}

http::Response propose_version(const Context& context, const http::Request& request,
                               const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto [sent, files] = sent_with_files(request);
  require_members(sent, {"version", "agreement"});
  const auto id = captured_id(captures);
  const auto done =
      registry::Agreeing(context.reg).propose(actor, id, sent_version(sent), sent_agreement(sent), files);
  return agreement_answer(context, request, id, done);
}

http::Response take_signature(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"note"});
  const auto id = captured_id(captures);
  const auto done = registry::Agreeing(context.reg).take(actor, id, sent_string(sent, "note"));
  return agreement_answer(context, request, id, done);
}

}  // namespace

std::vector<http::Route> agreement_word_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"POST", "/api/v1/account/parts/{id}/agreements", "Makes an agreement of a party with others",
       by(make_agreement)},
      {"PUT", "/api/v1/account/agreements/{id}", "Makes another version, which all sign anew",
       by(propose_version)},
      {"POST", "/api/v1/account/agreements/{id}/signatures", "Brings what a party's key has signed",
       by(take_signature)},
  };
}

}  // namespace entente::api
