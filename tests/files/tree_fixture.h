// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/file_tree.h"
#include "files/listing.h"
#include "support/fake_store.h"

#include <QTest>

#include <optional>

inline cosftp::VirtualPath at(const QByteArray &path)
{
    return *cosftp::VirtualPath().resolved(path);
}

/// One bucket mounted at "/", with a clock that only the test moves.
struct TreeFixture
{
    explicit TreeFixture(cosftp::Rights rights = cosftp::Rights::all(),
                         const QByteArray &prefix = {})
        : tree({{at("/"), &store, "b-1", prefix, rights}}, [this] { return nowMs; })
    {}
    explicit TreeFixture(const QList<cosftp::Mount> &mounts)
        : tree(mounts, [this] { return nowMs; })
    {}

    /// Asks and waits; the failure Timeout if no answer comes.
    template <typename T, typename Ask>
    cosftp::Result<T> answerTo(const Ask &ask)
    {
        std::optional<cosftp::Result<T>> answer;
        ask([&answer](const cosftp::Result<T> &result) { answer = result; });
        if (answer.has_value())
            return cosftp::Failure::of(cosftp::Failure::Code::Internal,
                                       QStringLiteral("answered from inside the call"));
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 60000))
            return cosftp::Failure::of(cosftp::Failure::Code::Timeout);
        return *answer;
    }
    cosftp::Result<cosftp::Entry> stat(const QByteArray &path)
    {
        return answerTo<cosftp::Entry>([&](auto h) { tree.stat(at(path), &session, h); });
    }
    cosftp::Result<cosftp::Entry> statFile(const QByteArray &path)
    {
        return answerTo<cosftp::Entry>([&](auto h) { tree.statFile(at(path), &session, h); });
    }
    cosftp::Outcome enter(const QByteArray &path)
    {
        return answerTo<cosftp::Done>([&](auto h) { tree.enter(at(path), &session, h); });
    }
    cosftp::Outcome checkStorable(const QByteArray &path)
    {
        return answerTo<cosftp::Done>([&](auto h) { tree.checkStorable(at(path), &session, h); });
    }
    cosftp::Outcome makeFolder(const QByteArray &path)
    {
        return answerTo<cosftp::Done>([&](auto h) { tree.makeFolder(at(path), &session, h); });
    }
    cosftp::Outcome removeFolder(const QByteArray &path)
    {
        return answerTo<cosftp::Done>([&](auto h) { tree.removeFolder(at(path), &session, h); });
    }
    cosftp::Outcome removeFile(const QByteArray &path)
    {
        return answerTo<cosftp::Done>([&](auto h) { tree.removeFile(at(path), &session, h); });
    }
    cosftp::Outcome rename(const QByteArray &from, const QByteArray &to)
    {
        return answerTo<cosftp::Done>([&](auto h) { tree.rename(at(from), at(to), &session, h); });
    }
    /// What an upload does: the object, then the note.
    void store_(const QByteArray &path, const QByteArray &content = "x")
    {
        store.addObject(path.sliced(1), content);
        tree.noteStored(at(path), content.size(), store.info(path.sliced(1)).etag);
    }

    FakeStore store;
    QObject session;
    qint64 nowMs = 1000;
    cosftp::FileTree tree;
};

/// Reads a whole listing.
struct ListingReader
{
    ListingReader(TreeFixture &fixture, const QByteArray &path, int maxEntries = 0)
        : listing(fixture.tree.list(at(path), maxEntries, nullptr))
    {
        QObject::connect(listing.get(), &cosftp::Listing::page, listing.get(),
                         [this](const QList<cosftp::Entry> &entries) {
                             ++pages;
                             for (const cosftp::Entry &entry : entries)
                                 names += entry.isFolder ? entry.name + '/' : entry.name;
                             if (readsOn)
                                 listing->next();
                         });
        QObject::connect(listing.get(), &cosftp::Listing::finished, listing.get(),
                         [this](const cosftp::Outcome &result) { outcome = result; });
        listing->start();
    }
    [[nodiscard]] bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return outcome.has_value(); }, 60000);
    }

    std::unique_ptr<cosftp::Listing> listing;
    QList<QByteArray> names;
    int pages = 0;
    bool readsOn = true;
    std::optional<cosftp::Outcome> outcome;
};

#define COMPARE_FAILURE(result, expected)                                                          \
    do {                                                                                           \
        const auto actualResult = (result);                                                        \
        QVERIFY(!actualResult);                                                                    \
        QCOMPARE(cosftp::nameOf(actualResult.error().code), cosftp::nameOf(expected));             \
    } while (false)
