package deephash.train.optimizer;

/**
 * One step of Adam (Kingma and Ba, 2015; decoupled weight decay by Loshchilov and Hutter, 2019) in PyTorch's own fused
 * kernel, as a {@link deephash.model.engine.TorchFunction}. The gradients go from the backward pass into the update
 * without being kept, which also saves their memory. The kernel goes by memory, not by index, so gradients of
 * convolutions, whose channels lie side by side, are first laid out as the weights are.
 */
final class AdamScript {

    static final String FUNCTION = """
                loss: Tensor,
                params: List[Tensor],
                m: List[Tensor],
                v: List[Tensor],
                steps: List[Tensor],
                settings: Tensor) -> Tensor:
                found = torch.autograd.grad([loss], params, None, None, False, True)
                targets = annotate(List[Tensor], [])
                grads = annotate(List[Tensor], [])
                for i in range(torch.len(params)):
                  _0 = torch.append(targets, torch.detach(params[i]))
                  g = found[i]
                  if torch.__isnot__(g, None):
                    g0 = unchecked_cast(Tensor, g)
                    _1 = torch.append(grads, torch.contiguous(g0))
                  else:
                    _2 = torch.append(grads, torch.zeros_like(params[i]))
                rate = float(torch.select(settings, 0, 0))
                decay = float(torch.select(settings, 0, 1))
                clip = float(torch.select(settings, 0, 2))
                none = annotate(List[Tensor], [])
                torch._foreach_add_(steps, 1)
                if torch.gt(clip, 0.):
                  norms = torch.stack(torch._foreach_norm(grads))
                  norm = torch.sqrt(torch.sum(torch.mul(norms, norms)))
                  scale = torch.clamp_min(torch.div(norm, clip), 1.)
                  torch._fused_adamw_(targets, grads, m, v, none, steps, lr=rate, beta1=0.9, beta2=0.999, \
            weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False, grad_scale=scale)
                else:
                  torch._fused_adamw_(targets, grads, m, v, none, steps, lr=rate, beta1=0.9, beta2=0.999, \
            weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False)
                return loss
            """;

    private AdamScript() {}
}
