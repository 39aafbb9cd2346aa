// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Raising a concern about a record, and coming back to it by its secret address. A form that is not taken is
// answered by 400, never 403: what is refused is put on record with the network it came from.
#include <utility>

#include "access/secret.hpp"
#include "access/throttle.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "pages/claim_views.hpp"
#include "pages/concern_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/origin.hpp"
#include "pages/receipt_link.hpp"
#include "pages/visitor.hpp"
#include "registry/told_concern.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostConcernForm =
    std::size_t{96} * 1024;  // 5,000 characters, each sent as nine or more

struct TypedConcern {
  std::string kind, text, name, address, secret;
};

TypedConcern typed_concern(const http::Parameters& fields) {
  return {std::string(http::value_of(fields, "kind")), typed_words(fields),
          std::string(base::trimmed(http::value_of(fields, "name"))),
          std::string(base::trimmed(http::value_of(fields, "address"))),
          std::string(http::value_of(fields, "secret"))};
}

View kind_choices(std::string_view chosen, const base::Messages& messages) {
  auto all = list_view();
  for (const auto kind : registry::kConcernKinds) {
    View one;
    one["value"] = View(kind);
    one["label"] = View(concern_kind_label(kind, messages));
    one["chosen"] = View(kind == chosen);
    all.push_back(std::move(one));
  }
  return all;
}

View published_views(const Context& context, const registry::ConcernsAbout& about,
                     const base::Messages& messages) {
  auto all = list_view();
  for (const auto& one : about.published) {
    auto view = concern_view(context, one, messages);
    const auto told = registry::concern_notice(context.reg, one.concern.number);
    view["receipt"] = told ? receipt_link(*told, view["label"].string_value(), messages) : View(false);
    all.push_back(std::move(view));
  }
  return all;
}

http::Response about_page(const Context& context, const http::Request& request, std::string_view language,
                          const registry::ConcernSubject& subject, const TypedConcern& typed,
                          const std::optional<registry::ConcernFault>& fault) {
  const auto& messages = base::Messages::in(language);
  const auto title = concern_subject_title(subject, messages);
  auto frame = private_frame(language, messages.get("concern.about", {{"title", title}}),
                             "/concerns/about/" + subject.id.str());
  const auto about = context.concerns->about(subject.id);
  const auto counts = concern_counts(about.counts, messages);
  View view;
  view["heading"] = View(frame.title);
  view["place"] = View(href(language, subject.path));
  view["name"] = View(title);
  view["counts"] = View(counts.empty() ? messages.get("concern.none") : counts);
  view["published"] = published_views(context, about, messages);
  view["some_published"] = View(view["published"].is_non_empty_list());
  view["taken"] = View(context.concerns->taken() && subject.stands);
  view["lede"] = View(messages.get("concern.lede", {{"days", context.concerns->answer_days()}}));
  view["action"] = View(href(language, frame.path) + "#raise");
  view["key"] = View(key_of_forms(context, request));
  view["secret"] = View(typed.secret.empty() ? access::new_secret(access::SecretKind::link) : typed.secret);
  view["kinds"] = kind_choices(typed.kind, messages);
  view["typed"] = View(typed.text);
  view["typed_name"] = View(typed.name);
  view["typed_address"] = View(typed.address);
  view["mails"] = View(context.accounts.mails());
  view["claim_fault"] = View(false);
  if (fault) {
    view["claim_fault"] = concern_fault_view(*fault, messages);
    frame.title = messages.get("concern.not_taken") + " – " + frame.title;
    frame.status = 422;
  }
  return page(context, request, frame, "concern_about", view);
}

std::optional<registry::ConcernSubject> asked_subject(const Context& context,
                                                      const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  return id ? context.concerns->subject(*id) : std::nullopt;
}

http::Response concerns_about(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto subject = asked_subject(context, captures);
  if (!subject) return error_page(context, request, language, 404);
  return about_page(context, request, language, *subject, {}, {});
}

http::Response raised_page(const Context& context, const http::Request& request, std::string_view language,
                           const registry::ConcernSubject& subject, std::string_view secret) {
  const auto detail = context.concerns->own(secret);
  if (!detail) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  auto view = concern_view(context, *detail, messages);
  const auto path = "/concern/" + std::string(secret);
  view["link"] = View(origin_of(context, request) + href(language, path));
  view["place"] = View(href(language, subject.path));
  view["name"] = View(concern_subject_title(subject, messages));
  const auto frame =
      private_frame(language, messages.get("concern.raised"), "/concerns/about/" + subject.id.str());
  return page(context, request, frame, "concern_raised", view);
}

http::Response concern_raised(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto subject = asked_subject(context, captures);
  if (!subject || !context.concerns->taken()) return error_page(context, request, language, 404);
  const auto fields = own_form(context, request, kMostConcernForm);
  if (!fields) return error_page(context, request, language, 400);
  const auto typed = typed_concern(*fields);
  const auto raised = context.concerns->raise({.about = subject->id,
                                               .kind = typed.kind,
                                               .text = typed.text,
                                               .name = typed.name,
                                               .address = context.accounts.mails() ? typed.address : "",
                                               .language = std::string(language),
                                               .secret = typed.secret},
                                              access::network_of(request.peer));
  if (raised.fault) return about_page(context, request, language, *subject, typed, raised.fault);
  return raised_page(context, request, language, *subject, typed.secret);
}

http::Response raisers_page(const Context& context, const http::Request& request, std::string_view language,
                            std::string_view secret, std::string_view typed,
                            const std::optional<registry::ConcernFault>& fault) {
  const auto detail = context.concerns->own(secret);
  if (!detail) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  auto view = concern_view(context, *detail, messages);
  auto frame = private_frame(language, view["label"].string_value(), "/concern/" + std::string(secret));
  view["action"] = View(href(language, frame.path));
  view["key"] = View(key_of_forms(context, request));
  view["writing"] =
      View(detail->concern.state != store::ConcernState::withdrawn && context.concerns->taken());
  if (!view["writing"].is_true()) view["unsent"] = text_or_nothing(std::string(typed));
  view["typed"] = View(typed);
  view["claim_fault"] = fault ? concern_fault_view(*fault, messages) : View(false);
  if (fault) frame.status = concern_fault_status(*fault);
  return page(context, request, frame, "concern_own", view);
}

http::Response own_concern_page(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  return raisers_page(context, request, language, captures["secret"], {}, {});
}

http::Response own_concern_sent(const Context& context, const http::Request& request,
                                std::string_view language, const http::Captures& captures) {
  const std::string secret(captures["secret"]);
  const auto fields = own_form(context, request, kMostConcernForm);
  if (!fields) return error_page(context, request, language, 400);
  const auto wish = http::value_of(*fields, "do");
  if (wish == "withdraw") {
    context.concerns->withdraw(secret);
  } else if (wish == "add") {
    const auto text = typed_words(*fields);
    if (const auto fault =
            context.concerns->add(secret, text, access::network_of(request.peer), seen_steps(*fields)))
      return raisers_page(context, request, language, secret, text, fault);
  } else {
    return error_page(context, request, language, 400);
  }
  return see(language, "/concern/" + secret);
}

}  // namespace

std::vector<http::Route> concern_routes(const Context& context) {
  return {
      {"GET", "/{lang}/concerns/about/{id}",
       "The concerns about a record: how many there are, those that are published, a form to raise one.",
       in_language(context, concerns_about)},
      {"POST", "/{lang}/concerns/about/{id}", "Raises a concern, and shows its secret address once.",
       in_language(context, concern_raised)},
      {"GET", "/{lang}/concern/{secret}", "A concern, for whoever raised it: where it stands, what was said.",
       in_language(context, own_concern_page)},
      {"POST", "/{lang}/concern/{secret}", "Says more about it, or withdraws it.",
       in_language(context, own_concern_sent)},
  };
}

}  // namespace entente::pages
