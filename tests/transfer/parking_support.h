// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/file_tree.h"
#include "transfer/parked_files.h"
#include "transfer/parked_lookup.h"
#include "uploader.h"

inline const QByteArray oldContent = "what was there before";

/// One server process: its budgets and what it remembers.
struct Process
{
    cosftp::TransferBudgets budgets = budgetsOf(64 * mebibyte);
    std::shared_ptr<cosftp::ParkedUploads> index = std::make_shared<cosftp::ParkedUploads>();
    std::shared_ptr<cosftp::RunningUploads> running = std::make_shared<cosftp::RunningUploads>();

    [[nodiscard]] cosftp::UploadRequest request() const
    {
        cosftp::UploadRequest request{"a", {}};
        request.owner = cosftp::UploadOwner{index, "b-1", "anna", "10.0.0.1"};
        return request;
    }
    [[nodiscard]] cosftp::UploadRequest goingOnWith(const cosftp::ParkedUpload &upload) const
    {
        cosftp::UploadRequest goingOn = request();
        goingOn.goesOn = upload;
        goingOn.publish.base = upload.base;
        return goingOn;
    }
    [[nodiscard]] cosftp::Result<cosftp::ParkedLookup::Found>
    findAll(FakeStore &store, const QByteArray &user = "anna") const
    {
        QObject context;
        std::optional<cosftp::Result<cosftp::ParkedLookup::Found>> answer;
        cosftp::ParkedLookup::find(store, index, {{"b-1", user, "a"}, true}, &context,
                                   [&answer](const auto &found) { answer = found; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 60'000))
            return cosftp::Failure::of(cosftp::Failure::Code::Timeout);
        return *answer;
    }
    /// The one described last.
    [[nodiscard]] cosftp::Result<std::optional<cosftp::ParkedUpload>>
    find(FakeStore &store, const QByteArray &user = "anna") const
    {
        const cosftp::Result<cosftp::ParkedLookup::Found> found = findAll(store, user);
        if (!found)
            return found.error();
        return found->isEmpty() ? std::nullopt : std::optional(found->first());
    }
    [[nodiscard]] std::shared_ptr<cosftp::ParkedFiles>
    files(const QByteArray &address = "10.0.0.1") const
    {
        return std::make_shared<cosftp::ParkedFiles>(index, running, "anna", address);
    }
};

/// Sends `bytes` of the content and parks; what is kept.
inline qint64 parkAfter(FakeStore &store, const Process &process,
                        const cosftp::UploadRequest &request, const QByteArray &bytes)
{
    Uploader uploader(store, process.budgets, request, bytes);
    uploader.endsByItself = false;
    uploader.feed();
    if (!QTest::qWaitFor([&uploader] { return uploader.allGiven(); }, 60'000))
        return -1;
    uploader.upload().park(cosftp::Failure::of(cosftp::Failure::Code::Cancelled));
    if (!QTest::qWaitFor([&uploader] { return uploader.outcome.has_value(); }, 60'000))
        return -1;
    return uploader.upload().parkedBytes();
}

inline cosftp::Result<cosftp::StoredObject> sendAll(FakeStore &store, const Process &process,
                                                    const cosftp::UploadRequest &request,
                                                    const QByteArray &bytes)
{
    Uploader uploader(store, process.budgets, request, bytes);
    uploader.feed();
    if (!QTest::qWaitFor([&uploader] { return uploader.outcome.has_value(); }, 60'000))
        return cosftp::Failure::of(cosftp::Failure::Code::Timeout);
    return *uploader.outcome;
}

inline cosftp::Mount mountOf(FakeStore &store)
{
    cosftp::Mount mount;
    mount.store = &store;
    mount.bucket = "b-1";
    mount.rights = cosftp::Rights::all();
    return mount;
}

/// The object that all tests are about. The mount outlives the test.
inline cosftp::Location locationOf(FakeStore &store)
{
    static cosftp::Mount mount;
    mount = mountOf(store);
    return {&mount, "a"};
}
