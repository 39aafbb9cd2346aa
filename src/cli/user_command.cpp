// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "registry/accounts.hpp"

namespace entente::cli {

namespace {

struct UserOptions {
  Place place;
  std::string address, name, language = "en", role;
  bool new_start = false;
};

/// A register opened, and its accounts.
struct OpenAccounts {
  std::unique_ptr<registry::Register> reg;
  registry::Accounts accounts;
  OpenAccounts(const Environment& env, const Place& place)
      : reg(env.open(place)), accounts(reg->store(), reg->clock(), {}) {}
};

const access::Actor& operator_of_program() {
  return registry::Accounts::by_operator();
}

void print_link(const Environment& env, std::string_view language, const std::string& secret) {
  env.out << "Hand over this link, which opens once, behind the register's own address:\n/" << language
          << "/link/" << secret << "\n";
}

void list_accounts(const Environment& env, const UserOptions& options) {
  constexpr std::size_t kTogether = 200;
  OpenAccounts open(env, options.place);
  base::Uuid after;
  for (;;) {
    const auto lines = open.accounts.list(operator_of_program(), after, kTogether);
    for (const auto& [account, grants] : lines) {
      env.out << account.address << "\t" << account.name << "\t" << registry::word_of(account.state)
              << (account.second_factor.empty() ? "\tno second factor" : "\tsecond factor");
      for (const auto& grant : grants) env.out << "\t" << access::text_of(grant);
      env.out << "\n";
    }
    if (lines.size() < kTogether) return;
    after = lines.back().account.id;
  }
}

Command user_command(Commands& group, const std::string& name, const std::string& help, UserOptions& options,
                     bool of_one) {
  auto command = group.add(name, help);
  command.place(options.place);
  if (of_one) command.option("ADDRESS", options.address, "The person's address for mail.").required();
  return command;
}

void add_invite(Commands& group, const Environment& env) {
  auto options = std::make_shared<UserOptions>();
  auto command = user_command(
      group, "invite", "Make an account that waits for its owner, and print its link.", *options, true);
  command.option("--name", options->name, "The person's name.").required();
  command.option("--role", options->role, "What the person is: steward, 'focal point of KE' …").required();
  command.option("--language", options->language, "The person's language.")
      .one_of({"ar", "zh", "en", "fr", "ru", "es"});
  command.run([options, &env] {
    OpenAccounts open(env, options->place);
    const auto invited = open.accounts.invite(operator_of_program(), options->address, options->name,
                                              options->language, access::read_grant(options->role));
    print_link(env, options->language, invited.secret);
  });
}

void add_link(Commands& group, const Environment& env) {
  auto options = std::make_shared<UserOptions>();
  auto command =
      user_command(group, "link", "Print a link by which somebody sets a new password.", *options, true);
  command.flag("--new-start", options->new_start, "Let the person set up another second factor, too.");
  command.run([options, &env] {
    OpenAccounts open(env, options->place);
    const auto id = open.accounts.account_of(options->address);
    const auto secret = open.accounts.help(operator_of_program(), id, options->new_start);
    print_link(env, open.accounts.look(operator_of_program(), id).account.language, secret);
  });
}

void add_address(Commands& group, const Environment& env) {
  struct NewAddress {
    UserOptions user;
    std::string address;
  };
  auto options = std::make_shared<NewAddress>();
  auto command = user_command(group, "address", "Print a link that confirms another address of somebody's.",
                              options->user, true);
  command.option("NEW", options->address, "The address that is to count.").required();
  command.run([options, &env] {
    OpenAccounts open(env, options->user.place);
    const auto id = open.accounts.account_of(options->user.address);
    const auto secret = open.accounts.give_address(operator_of_program(), id, options->address);
    print_link(env, open.accounts.look(operator_of_program(), id).account.language, secret);
  });
}

void add_roles(Commands& group, const Environment& env) {
  for (const bool gives : {true, false}) {
    auto options = std::make_shared<UserOptions>();
    auto command =
        user_command(group, gives ? "give" : "withdraw",
                     gives ? "Give an account a role." : "Withdraw a role from an account.", *options, true);
    command.option("ROLE", options->role, "steward, 'focal point of KE' …").required();
    command.run([options, gives, &env] {
      OpenAccounts open(env, options->place);
      const auto id = open.accounts.account_of(options->address);
      const auto grant = access::read_grant(options->role);
      if (gives)
        open.accounts.give(operator_of_program(), id, grant);
      else
        open.accounts.withdraw(operator_of_program(), id, grant);
      env.out << options->address << (gives ? " is now " : " is no longer ") << access::text_of(grant)
              << ".\n";
    });
  }
}

void add_token(Commands& group, const Environment& env) {
  struct TokenOptions {
    UserOptions user;
    std::string name;
    std::vector<std::string> scopes;
    unsigned days = 90;
  };
  auto options = std::make_shared<TokenOptions>();
  auto command = user_command(group, "token", "Make a token with which a program acts for somebody.",
                              options->user, true);
  command.option("--name", options->name, "What it is for.").required();
  command.option("--scope", options->scopes, "read or write; given again for both.")
      .one_of({"read", "write"})
      .one_value_each()
      .required();
  command.option("--days", options->days, "How long it holds.").between(1, 366);
  command.run([options, &env] {
    OpenAccounts open(env, options->user.place);
    registry::NewToken wanted{options->name, {}, options->days};
    for (const auto& name : options->scopes)
      if (const auto scope = access::scope_named(name)) wanted.scopes.push_back(*scope);
    const auto made = open.accounts.make_token(operator_of_program(),
                                               open.accounts.account_of(options->user.address), wanted);
    env.out << "Token " << made.id.str() << ", which is not shown again:\n" << made.secret << "\n";
  });
}

void add_tokens(Commands& group, const Environment& env) {
  auto options = std::make_shared<UserOptions>();
  user_command(group, "tokens", "List somebody's tokens: id, name, scopes, end.", *options, true)
      .run([options, &env] {
        OpenAccounts open(env, options->place);
        for (const auto& token :
             open.accounts.tokens(operator_of_program(), open.accounts.account_of(options->address)))
          env.out << token.id.str() << "\t" << token.name << "\t" << token.scopes << "\t"
                  << base::to_string(token.expires).substr(0, 10) << "\n";
      });
}

void add_withdraw_token(Commands& group, const Environment& env) {
  struct TokenId {
    UserOptions user;
    std::string id;
  };
  auto options = std::make_shared<TokenId>();
  auto command = user_command(group, "withdraw-token", "Withdraw one of somebody's tokens, at once.",
                              options->user, true);
  command.option("ID", options->id, "Its id, as 'entente user tokens' lists it.").required();
  command.run([options, &env] {
    OpenAccounts open(env, options->user.place);
    const auto id = base::Uuid::parse(options->id);
    if (!id || !open.accounts.withdraw_token(operator_of_program(),
                                             open.accounts.account_of(options->user.address), *id))
      throw base::NotFound("token " + options->id, "is none of that account", "See 'entente user tokens'.");
    env.out << "Withdrawn.\n";
  });
}

void add_new_key(Commands& group, const Environment& env) {
  auto options = std::make_shared<UserOptions>();
  user_command(
      group, "new-key",
      "Where the register's key is lost: remove the second factors sealed with it, and take a new key.",
      *options, false)
      .run([options, &env] {
        const auto reg = env.open(options->place);
        registry::Accounts accounts(reg->store(), reg->clock(),
                                    env.account_rules(options->place, reg->store()));
        env.out << accounts.replace_key() << " second factors were removed; set them up anew.\n";
      });
}

void add_renew_key(Commands& group, const Environment& env) {
  auto options = std::make_shared<UserOptions>();
  user_command(group, "renew-key",
               "Take a new key for the register, and seal second factors, mail that waits, concerns and "
               "secrets of webhooks with it.",
               *options, false)
      .run([options, &env] {
        const auto done = env.renew_key(options->place);
        if (done.finished) {
          env.out
              << "The change of the key that was interrupted is finished: all is sealed with the new key.\n";
          if (!done.former.empty()) env.out << "The former key is in " << done.former.string() << "\n";
          return;
        }
        env.out << done.factors << " second factors, " << done.letters << " mails that wait, "
                << done.concerns << " texts of concerns and " << done.hooks
                << " secrets of webhooks are sealed with the new key.\nThe former key, which backups made "
                   "until now need, is in "
                << done.former.string() << "\n";
      });
}

}  // namespace

void add_user(Commands& commands, const Environment& env, int&) {
  auto group = commands.group("user", "Accounts of those who look after the register, from its own shell.");
  {
    auto options = std::make_shared<UserOptions>();
    user_command(group, "list", "List accounts: address, name, state, second factor, roles.", *options, false)
        .run([options, &env] { list_accounts(env, *options); });
  }
  {
    auto options = std::make_shared<UserOptions>();
    user_command(group, "first", "Print the link that makes the first administrator.", *options, false)
        .run([options, &env] {
          OpenAccounts open(env, options->place);
          const auto secret = open.accounts.first_link();
          if (!secret)
            throw base::Conflict("this register", "has accounts already",
                                 "Invite another administrator with 'entente user invite'.");
          print_link(env, "en", *secret);
        });
  }
  add_invite(group, env);
  add_link(group, env);
  add_address(group, env);
  add_roles(group, env);
  add_token(group, env);
  add_tokens(group, env);
  add_withdraw_token(group, env);
  add_new_key(group, env);
  add_renew_key(group, env);
  {
    auto options = std::make_shared<UserOptions>();
    user_command(group, "close", "Close an account: nobody signs in to it again.", *options, true)
        .run([options, &env] {
          OpenAccounts open(env, options->place);
          open.accounts.close(operator_of_program(), open.accounts.account_of(options->address));
          env.out << options->address << " is closed.\n";
        });
  }
}

}  // namespace entente::cli
