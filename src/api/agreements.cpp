// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Agreements of a partnership, for everybody.
#include <algorithm>
#include <utility>

#include "api/agreement_json.hpp"
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/agreeing.hpp"
#include "registry/evidence.hpp"
#include "registry/signing_keys.hpp"

namespace entente::api {

namespace {

/// Of one that stands `work` answers; of one that was withdrawn it is told that it was, and why.
template <class Work>
http::Response of_agreement(const Context& context, const http::Request& request,
                            const http::Captures& captures, const Work& work) {
  const registry::Agreeing agreeing(context.reg);
  const auto id = captured_id(captures);
  if (const auto view = agreeing.whole(id)) return work(*view);
  if (const auto stone = agreeing.withdrawn(id, registry::ShownVersions::all()))
    return gone(request,
                "Agreement " + id.str() + " was withdrawn from this register on " +
                    base::to_string(stone->withdrawal.time).substr(0, 10) + '.',
                "What was signed keeps its entries in the public log: their receipts are named here.",
                "withdrawn", withdrawn_json(*stone));
  throw base::NotFound("agreement " + id.str(), "does not stand in this register");
}

http::Response agreements_of_partnership(const Context& context, const http::Request& request,
                                         const http::Captures& captures) {
  const auto id = captured_id(captures);
  if (!context.reg.partnership(id))
    throw base::NotFound("partnership " + id.str(), "does not stand in this register");
  boost::json::array results;
  for (const auto& each : registry::Agreeing(context.reg).of_partnership(id))
    results.push_back(agreement_line_json(each));
  return json(request, base::canonical_json(boost::json::object{{"results", std::move(results)}}));
}

http::Response one_agreement(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  return of_agreement(context, request, captures, [&](const registry::AgreementView& view) {
    return json(request, base::canonical_json(agreement_json(view, registry::GoneFiles(context.reg))));
  });
}

/// The very bytes whose hash is signed.
http::Response agreement_text(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  return of_agreement(context, request, captures, [&](const registry::AgreementView& view) {
    const auto number = version_of(captures["version"]);
    const auto* const version = number ? view.version(*number) : nullptr;
    if (version == nullptr)
      throw base::NotFound("version " + std::string(captures["version"]), "is none of this agreement",
                           "Its versions are listed with it.");
    return json(request, model::body_of(version->text.value));
  });
}

http::Response statement_to_sign(const Context& context, const http::Request& request,
                                 const http::Captures& captures) {
  const auto party = base::Uuid::parse(request.parameter("party"));
  if (!party) throw base::BadInput("party", "is no id of an organisation", "Name one of its parties.");
  return of_agreement(context, request, captures, [&](const registry::AgreementView& view) {
    const auto statement =
        registry::Agreeing(context.reg).statement(view.id, *party, request.parameter("capacity"));
    return file(model::text_of(statement), "application/json", "statement.json");
  });
}

bool names_file(const registry::AgreementView& view, std::string_view hash) {
  return std::ranges::any_of(view.versions, [&](const registry::AgreementVersion& version) {
    return std::ranges::find(version.text.value.files, hash, &model::AgreedFile::file) !=
           version.text.value.files.end();
  });
}

http::Response agreed_file(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  return of_agreement(context, request, captures, [&](const registry::AgreementView& view) {
    const auto hash = captures["hash"];
    if (const auto told = gone_file_answer(context.reg, request, hash); told && names_file(view, hash))
      return *told;
    const auto kept = registry::Agreeing(context.reg).file(view.id, hash);
    if (!kept) throw base::NotFound("file " + std::string(hash), "is none that this agreement has named");
    const auto suffix = registry::suffix_of_media_type(kept->media_type);
    return file(kept->bytes, kept->media_type, std::string(hash).substr(0, 16) + std::string(suffix));
  });
}

http::Response keys_of_one(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  const auto id = captured_id(captures);
  if (!context.reg.organisation_name(id))
    throw base::NotFound("organisation " + id.str(), "does not stand in this register");
  boost::json::array results;
  for (const auto& key : registry::signing_keys(context.reg, id)) results.push_back(held_json(key));
  return json(request, base::canonical_json(boost::json::object{{"results", std::move(results)}}));
}

}  // namespace

std::vector<http::Route> agreement_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/partnerships/{id}/agreements",
       "The agreements of a partnership, and where each stands", by(agreements_of_partnership)},
      {"GET", "/api/v1/agreements/{id}", "An agreement with its versions and signatures", by(one_agreement)},
      {"GET", "/api/v1/agreements/{id}/versions/{version}", "The text of a version, as its hash is of",
       by(agreement_text)},
      {"GET", "/api/v1/agreements/{id}/statement", "What a party signs elsewhere", by(statement_to_sign)},
      {"GET", "/api/v1/agreements/{id}/files/{hash}", "A file that is part of it", by(agreed_file)},
      {"GET", "/api/v1/organisations/{id}/keys", "The keys with which an organisation signs",
       by(keys_of_one)},
  };
}

}  // namespace entente::api
