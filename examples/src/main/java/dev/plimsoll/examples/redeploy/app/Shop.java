package dev.plimsoll.examples.redeploy.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The application's servlet: looks a user up in the cache that a listener opened. */
public final class Shop extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static volatile @Nullable ConcurrentMap<Object, Object> users;

  /** Made by the server. */
  public Shop() {}

  static void open(ConcurrentMap<Object, Object> cache) {
    users = cache;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    User.Key key = new User.Key(Integer.parseInt(request.getParameter("user")));
    User user = (User) Objects.requireNonNull(users).computeIfAbsent(key, User::load);
    response.getWriter().print(user);
  }
}
