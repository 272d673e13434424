// PACKAGE: libboost-dev
// FLAGS:
#define BOOST_ASIO_DISABLE_STD_COROUTINE
#include <boost/asio.hpp>
// ABSENT: asio::post, asio::dispatch, asio::defer, asio::io_context::post
// ABSENT: asio::io_context::dispatch, asio::io_context::strand::post
// ABSENT: asio::io_context::strand::dispatch, asio::strand::post
// ABSENT: asio::strand::dispatch, asio::strand::defer
// ABSENT: asio::thread_pool::join, asio::thread_pool::wait, asio::thread_pool
// ABSENT: asio::thread_pool::basic_executor_type

void of(boost::asio::io_context &C, boost::asio::thread_pool &P, boost::asio::strand<boost::asio::io_context::executor_type> S, boost::asio::io_context::strand &O) {
  boost::asio::post([] {}); // MODEL: thread.start
  boost::asio::dispatch([] {}); // MODEL: thread.start
  boost::asio::defer([] {}); // MODEL: thread.start
  boost::asio::post(C, [] {}); // MODEL: thread.start
  boost::asio::dispatch(C, [] {}); // MODEL: thread.start
  boost::asio::defer(C, [] {}); // MODEL: thread.start
  boost::asio::post(S, [] {}); // MODEL: thread.start
  boost::asio::post(P, [] {}); // MODEL: thread.start
  boost::asio::dispatch(P, [] {}); // MODEL: thread.start
  boost::asio::defer(P, [] {}); // MODEL: thread.start
  boost::asio::post(P.get_executor(), [] {}); // MODEL: thread.start
  boost::asio::dispatch(P.get_executor(), [] {}); // MODEL: thread.start
  boost::asio::defer(P.get_executor(), [] {}); // MODEL: thread.start
  C.post([] {}); // MODEL: thread.start
  C.dispatch([] {}); // MODEL: thread.start
  O.post([] {}); // MODEL: thread.start
  O.dispatch([] {}); // MODEL: thread.start
  S.post([] {}, std::allocator<void>()); // MODEL: thread.start
  S.dispatch([] {}, std::allocator<void>()); // MODEL: thread.start
  S.defer([] {}, std::allocator<void>()); // MODEL: thread.start
  P.join(); // MODEL: thread.join
  P.wait(); // MODEL: thread.join
}
