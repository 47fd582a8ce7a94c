# The objective of docs/objective.md for families in plain R: its value, its optimality conditions, and a Newton polish on a known
# support. Independent of glmnet; sourced by glmnet_families.R. Predictors, slopes and coefficients are matrices with a column per
# class (one column for binomial and poisson).

means_of <- function(family, eta) switch(family,
  binomial = 1 / (1 + exp(-eta)),
  poisson = exp(eta),
  multinomial = { e <- exp(eta - apply(eta, 1, max)); e / rowSums(e) })

# problem: x, y (matrix: 0/1, counts, or indicators of classes), o (matrix), w (sum 1), family, grouped, scale, centre, f, lower, upper, intercept
loss_of <- function(problem, eta) {
  rows <- switch(problem$family,
    binomial = pmax(eta, 0) + log1p(exp(-abs(eta))) - problem$y * eta,
    poisson = exp(eta) - problem$y * eta,
    multinomial = { top <- apply(eta, 1, max); top + log(rowSums(exp(eta - top))) - rowSums(problem$y * eta) })
  sum(problem$w * rows)
}

predictors <- function(problem, b0, beta) {
  eta <- sweep(problem$o, 2, b0, "+")
  for (j in which(rowSums(beta != 0) > 0)) eta <- eta + outer(problem$x[, j], beta[j, ])
  eta
}

slopes_of <- function(problem, b0, beta)
  problem$w * (means_of(problem$family, predictors(problem, b0, beta)) - problem$y)

objective <- function(problem, b0, beta, l1, l2) {
  value <- loss_of(problem, predictors(problem, b0, beta))
  for (j in which(rowSums(beta != 0) > 0)) {
    b <- beta[j, ] * problem$scale[j]
    size <- if (problem$grouped) sqrt(sum(b^2)) else sum(abs(b))
    value <- value + problem$f[j] * (l1 * size + l2 * sum(b^2) / 2)
  }
  value
}

# Largest violation of the optimality conditions, features in standardised units, relative to the null gradient.
kkt <- function(problem, b0, beta, l1, l2) {
  u <- slopes_of(problem, b0, beta)
  worst <- if (problem$intercept) max(abs(colSums(u))) else 0
  for (j in seq_len(nrow(beta))) {
    f <- problem$f[j]
    if (is.infinite(f)) { if (any(beta[j, ] != 0)) worst <- Inf; next }
    b <- beta[j, ] * problem$scale[j]
    slope <- colSums(u * problem$centred[, j]) / problem$scale[j] + f * l2 * b
    if (problem$grouped) {
      size <- sqrt(sum(b^2))
      worst <- max(worst, if (size > 0) sqrt(sum((slope + f * l1 * b / size)^2)) else sqrt(sum(slope^2)) - f * l1)
      next
    }
    right <- slope + f * ifelse(b >= 0, l1, -l1)   # derivative when b grows
    left <- slope + f * ifelse(b > 0, l1, -l1)     # derivative when b shrinks, before its sign
    if (any(beta[j, ] > problem$upper[j] | beta[j, ] < problem$lower[j])) worst <- Inf
    worst <- max(worst, -right[beta[j, ] < problem$upper[j]], left[beta[j, ] > problem$lower[j]])
  }
  worst / problem$null_gradient
}

# Newton's method on a given support, with given signs and clamped coefficients; NULL where a sign changes or it does not settle.
# Directions the objective does not see (a shift of all classes) are left alone: an eigenvalue of rounding size counts as 0.
polish <- function(problem, b0, beta, l1, l2) {
  classes <- ncol(beta); p <- nrow(beta)
  z <- cbind(1, sweep(problem$centred, 2, problem$scale, "/"))
  clamped <- beta != 0 & (beta == problem$lower | beta == problem$upper)
  free <- rbind(rep(problem$intercept, classes), beta != 0 & !clamped)
  theta <- rbind(b0 + drop(problem$centre %*% beta), beta * problem$scale)
  signs <- sign(theta); f <- ifelse(is.infinite(problem$f), 0, problem$f)
  index <- which(free, arr.ind = TRUE)
  if (nrow(index) == 0) return(list(b0 = b0, beta = beta))
  settled <- FALSE
  for (step in 1:60) {
    mean <- means_of(problem$family, problem$o + z %*% theta)
    gradient <- crossprod(z, problem$w * (mean - problem$y))
    hessian <- matrix(0, nrow(index), nrow(index))
    for (k in seq_len(classes)) for (l in seq_len(classes)) {
      a <- which(index[, 2] == k); b <- which(index[, 2] == l)
      if (length(a) == 0 || length(b) == 0) next
      h <- switch(problem$family, binomial = mean * (1 - mean), poisson = mean, multinomial = mean[, k] * ((k == l) - mean[, l]))
      hessian[a, b] <- crossprod(z[, index[a, 1], drop = FALSE], drop(problem$w * h) * z[, index[b, 1], drop = FALSE])
    }
    for (j in seq_len(p)) {
      b <- theta[j + 1, ]; size <- sqrt(sum(b^2))
      gradient[j + 1, ] <- gradient[j + 1, ] + f[j] * (l2 * b + if (!problem$grouped) l1 * signs[j + 1, ] else if (l1 > 0 && size > 0) l1 * b / size else 0)
      at <- which(index[, 1] == j + 1)
      if (length(at) == 0) next
      curvature <- l2 * diag(length(at))
      if (problem$grouped && f[j] * l1 > 0) { v <- b[index[at, 2]]; curvature <- curvature + l1 * (diag(length(at)) / size - outer(v, v) / size^3) }
      hessian[at, at] <- hessian[at, at] + f[j] * curvature
    }
    e <- eigen(hessian, symmetric = TRUE)
    keep <- e$values > 1e-13 * e$values[1]
    move <- e$vectors[, keep, drop = FALSE] %*% (crossprod(e$vectors[, keep, drop = FALSE], gradient[free]) / e$values[keep])
    theta[free] <- theta[free] - move
    if (!all(is.finite(theta))) return(NULL)
    if (max(abs(move)) <= 1e-14 * max(1, abs(theta))) { settled <- TRUE; break }
  }
  if (!settled && max(abs(move)) > 1e-10) return(NULL)
  if (!problem$grouped && any((sign(theta) != signs)[-1, ][free[-1, ] & f > 0])) return(NULL)
  new <- beta
  new[free[-1, ]] <- (theta[-1, , drop = FALSE] / problem$scale)[free[-1, ]]
  list(b0 = if (problem$intercept) theta[1, ] - drop(problem$centre %*% new) else b0, beta = new)
}

# Largest gradient over factor with only the intercept and the unpenalised features fitted: alpha times lambda max.
null_gradient <- function(problem) {
  classes <- ncol(problem$y)
  start <- matrix(0, ncol(problem$x), classes)
  start[problem$f == 0, ] <- 1e-300              # free in polish
  fit <- polish(problem, rep(0, classes), start, 0, 0)
  gradient <- crossprod(sweep(problem$centred, 2, problem$scale, "/"), slopes_of(problem, fit$b0, fit$beta))
  size <- if (problem$grouped) sqrt(rowSums(gradient^2)) else apply(abs(gradient), 1, max)
  max((size / problem$f)[problem$f > 0 & is.finite(problem$f)])
}
