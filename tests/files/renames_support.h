// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs_fixture.h"

/// A server that renames, with books of its own.
struct Owner
{
    explicit Owner(FakeStore &store, const cosftp::KeyGuards &guards = {}, quint64 id = 7)
        : tree({{at("/"), &store, "b-1", {}, cosftp::Rights::all()}})
    {
        tree.setAsker({guards, {id, "camera", {}}, std::chrono::seconds(30)});
    }
    void rename(const QByteArray &from = "/from", const QByteArray &to = "/to")
    {
        answer.reset();
        tree.rename(at(from), at(to), context.get(),
                    [this](const cosftp::Outcome &outcome) { answer = outcome; });
    }
    [[nodiscard]] cosftp::Failure::Code failure() const { return answer->error().code; }

    std::unique_ptr<QObject> context = std::make_unique<QObject>();
    cosftp::FileTree tree;
    std::optional<cosftp::Outcome> answer;
};

/// A server that mends.
struct Mender
{
    explicit Mender(FakeStore &store)
    {
        cosftp::recoverJobs(
            store, {{}, std::chrono::seconds(0), "b-1"}, &context,
            [this](const cosftp::Result<cosftp::RecoveryReport> &result) { report = result; });
    }
    [[nodiscard]] int mended() const { return (*report)->undone + (*report)->finished; }

    QObject context;
    std::optional<cosftp::Result<cosftp::RecoveryReport>> report;
};

/// Stops the owner behind its first copies, as a machine that is suspended.
inline void stopBehindFiveCopies(JobsFixture &f, Owner &owner)
{
    f.store.hold(FakeStore::Verb::Access);
    owner.rename();
    for (int copied = 0; copied < 5; ++copied) {
        QTRY_VERIFY(f.store.waiting(FakeStore::Verb::Access) > 0);
        f.store.release(FakeStore::Verb::Access);
    }
    const auto copies = [&f] {
        const QList<QByteArray> keys = f.store.keys();
        return std::count_if(keys.begin(), keys.end(),
                             [](const QByteArray &key) { return key.startsWith("to/"); });
    };
    QTRY_COMPARE(copies(), 5);
}

inline void letSomeEventsPass(int count)
{
    for (int done = 0; done < count; ++done)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
}

inline bool isWholeIn(const JobsFixture &f, const QByteArray &folder)
{
    const QList<QByteArray> names = namesIn(folder);
    return std::all_of(names.begin(), names.end(), [&](const QByteArray &name) {
        return f.store.content(name) == "content of from/" + name.sliced(folder.size() + 1);
    });
}
